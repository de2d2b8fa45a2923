"""The process: messages in, messages out, until the runtime is gone."""


def limit_memory(size):
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (size, size))
    except (ImportError, ValueError, OSError):
        pass  # Not on this system; the runtime watches what it can see.


def mark(batch):
    for stream in (sys.__stdout__, sys.__stderr__):
        stream.write(f"\0batch {batch}\n")
        stream.flush()


def send(message):
    send_text(json.dumps(message))


def send_text(text):
    data = text.encode()
    outgoing.write(struct.pack(">I", len(data)) + data)
    outgoing.flush()


def receive():
    head = incoming.read(4)
    if len(head) < 4:
        os._exit(0)  # The runtime is gone.
    (length,) = struct.unpack(">I", head)
    return json.loads(incoming.read(length))


def main():
    step = None
    while True:
        message = receive()
        kind = message["type"]
        if kind == "open":
            if message.get("memoryBytes"):
                limit_memory(message["memoryBytes"])
            try:
                step = Step(message)
                send({"type": "opened"})
            except BaseException as error:
                text = str(error) if isinstance(error, (Misfit, FileNotFoundError)) else describe(error, message["projectFolder"])
                send({"type": "failed", "message": text, "code": code_of(error)})
        elif kind == "call":
            step.run(message)
        elif kind == "give":
            step.give(message)
        elif kind == "whole":
            step.run_whole(message)
        else:
            mark(-1)
            try:
                if inspect.isfunction(step.close):
                    step.close()
                send({"type": "closed"})
            except Exception as error:
                send({"type": "failed", "message": describe(error, step.project)})
            break


if __name__ == "__main__":
    import signal

    # Ctrl-C reaches all processes of a terminal; the runtime decides when this one ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    incoming, outgoing = os.fdopen(3, "rb"), os.fdopen(4, "wb")
    for pipe in (3, 4):
        os.set_inheritable(pipe, False)
    main()
    sys.stdout.flush()
