/** Generated from step/ by `npm run generate`. */
export const stepProcess = `"""The process that runs the Python code of one task. It needs nothing but Python: it loads one file, calls one function and
sends back what came of each record, as JSON behind its length, on pipes of its own. What user code prints is not in its way.
"""
import base64, datetime, importlib.util, inspect, json, os, struct, sys, time, traceback

PIECE_MAX, PIECE_SECONDS, FRAME_MAX = 256, 0.02, 1 << 28
UTC = datetime.timezone.utc
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = datetime.timedelta(milliseconds=1)
NUMBERS = (int, float)


class Misfit(Exception):
    """What user code gave cannot be handed over."""


# What comes: a function per type, or None where JSON has the value already.


def reader_of(kind):
    name = kind.get("name")
    if kind["kind"] == "scalar" and name in READERS:
        return nullable(READERS[name])
    if kind["kind"] in ("list", "vector"):
        element = kind["element"] if kind["kind"] == "list" else {"kind": "scalar", "name": kind["element"]}
        inner = reader_of(element)
        return inner and nullable(lambda values: [inner(value) for value in values])
    if kind["kind"] == "record":
        inner = [(field["name"], reader_of(field["type"])) for field in kind["fields"]]
        inner = [(name, read) for name, read in inner if read]
        return nullable(lambda record: {**record, **{name: read(record[name]) for name, read in inner}}) if inner else None
    return None


def nullable(convert):
    return lambda value: None if value is None else convert(value)


READERS = {
    "timestamp": lambda ms: EPOCH + MILLISECOND * ms,
    "date": datetime.date.fromisoformat,
    "duration": lambda ms: datetime.timedelta(milliseconds=ms),
    "bytes": base64.b64decode,
}


# What goes back: by the task's schema, so that a date is not taken for a text.


def writer_of(kind):
    name = kind.get("name")
    if kind["kind"] == "scalar" and name in WRITERS:
        return WRITERS[name]
    if kind["kind"] in ("list", "vector"):
        element = kind["element"] if kind["kind"] == "list" else {"kind": "scalar", "name": kind["element"]}
        inner = writer_of(element)
        return inner and (lambda values: [inner(value) for value in values] if isinstance(values, (list, tuple)) else values)
    return record_writer(kind["fields"]) if kind["kind"] == "record" else None


def record_writer(fields):
    inner = [(field["name"], writer_of(field["type"])) for field in fields]
    inner = [(name, write) for name, write in inner if write]

    def write_record(record):
        if not isinstance(record, dict):
            return record
        written = dict(record)
        for name, write in inner:
            if name in written:
                written[name] = write(written[name])
        return written

    return write_record if inner else None


def write_timestamp(value):
    if not isinstance(value, datetime.datetime):
        return value
    # Without a zone it is UTC there too.
    return (value if value.tzinfo is None or value.tzinfo is UTC else value.astimezone(UTC)).isoformat()


def write_date(value):
    return value.isoformat() if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime) else value


def write_duration(value):
    return value / MILLISECOND if isinstance(value, datetime.timedelta) else value


def write_bytes(value):
    return base64.b64encode(value).decode() if isinstance(value, (bytes, bytearray, memoryview)) else value


WRITERS = {"timestamp": write_timestamp, "date": write_date, "duration": write_duration, "bytes": write_bytes}


def column_reader_of(kind):
    """Of a whole column; None where JSON has the values already."""
    if kind["kind"] == "scalar" and kind["name"] == "timestamp":
        return lambda column: [None if ms is None else EPOCH + MILLISECOND * ms for ms in column]
    convert = reader_of(kind)
    return convert and (lambda column: [convert(value) for value in column])


def column_writer_of(kind):
    """Of a whole column; times go as milliseconds. It raises where a value is not of the type, which is told one by one."""
    if kind["kind"] == "scalar" and kind["name"] == "timestamp":
        return lambda values: [None if value is None else (value - EPOCH) // MILLISECOND for value in values]
    write = writer_of(kind)
    return write and (lambda values: [write(value) for value in values])


def record_maker(names):
    """Values in the order of the names to a dict, faster than any loop."""
    arguments = [f"a{at}" for at in range(len(names))]
    pairs = ", ".join(f"{name!r}: {argument}" for name, argument in zip(names, arguments))
    return eval(f"lambda {', '.join(arguments)}: {{{pairs}}}")


def plain(value):
    """Numbers and arrays of libraries, which JSON does not know."""
    if hasattr(value, "tolist"):
        return value.tolist()
    raise Misfit(f"a value of the type {type(value).__name__} has no place in it")


def finite(value):
    """NaN and the infinities by name, which JSON has no numbers for."""
    if isinstance(value, float) and value - value != 0:
        return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, dict):
        return {name: finite(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [finite(part) for part in value]
    return finite(value.tolist()) if hasattr(value, "tolist") else value


def encode(values):
    try:
        return json.dumps(values, default=plain, allow_nan=False)
    except ValueError:
        return json.dumps(finite(values), default=plain)


def encode_each(values):
    """The texts of those that can be handed over; of the others why not, by their place."""
    try:
        return encode(values), {}
    except Exception:
        texts, failed = [], {}
    for at, value in enumerate(values):
        try:
            texts.append(encode(value))
        except Exception as error:
            texts.append("null")
            failed[at] = {"message": f"the result cannot be handed over: {error}", "code": "task-result"}
    return "[" + ",".join(texts) + "]", failed


"""The code of a task: loading it, calling it, and saying what went wrong in it."""


class Context:
    """What the function gets beside its records."""

    def __init__(self, node, flow, runId, parameters):
        self.node, self.flow, self.run_id, self.parameters = node, flow, runId, parameters
        self.attempt, self.batch = 1, None

    def log(self, *words):
        print(*words, flush=True)


def model_of(value):
    """Bytes, the path of a file, an object that serializes itself, or a dict of one of these and what is to be known of it."""
    if isinstance(value, dict):
        return {**value, "model": model_of(value.get("model"))}
    if hasattr(value, "SerializeToString"):
        value = value.SerializeToString()
    if isinstance(value, (bytes, bytearray, memoryview)):
        return {"base64": base64.b64encode(value).decode()}
    if isinstance(value, (str, os.PathLike)):
        return os.path.abspath(os.fspath(value))
    raise Misfit(f"a task that makes a model must return its bytes or the path of its file: got {type(value).__name__}")


def read(value, kind):
    convert = reader_of(kind)
    return convert(value) if convert else value


def load(path):
    if not os.path.isfile(path):
        raise FileNotFoundError("there is no such file")
    # As for a script: modules beside it, and not those of the folder that the process happens to work in.
    sys.path[0:1] = [os.path.dirname(path)]
    spec = importlib.util.spec_from_file_location("millrace_step", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["millrace_step"] = module
    spec.loader.exec_module(module)
    return module


def function_of(module, name):
    found = getattr(module, name, None)
    if not callable(found):
        names = [f'"{key}"' for key, value in vars(module).items() if inspect.isfunction(value) and value.__module__ == module.__name__]
        raise Misfit(f'it has no function "{name}"; it has {", ".join(names) or "no functions"}')
    if not inspect.iscoroutinefunction(found):
        return found
    import asyncio

    loop = asyncio.new_event_loop()
    return lambda *arguments: loop.run_until_complete(found(*arguments))


def describe(error, project):
    """What user code raised, in one line, with its places in the project's code, the innermost first."""
    text = "".join(traceback.format_exception_only(type(error), error)).strip().split("\\n")[-1]
    places = [f"{place}:{line} in {name}" for place, line, name in frames_of(error, project)]
    return f"{text} (at {', '.join(places[:3])})" if places else text


def frames_of(error, project):
    if isinstance(error, SyntaxError) and error.filename:
        yield os.path.relpath(error.filename, project).replace(os.sep, "/"), error.lineno, "the text"
        return
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.startswith(project + os.sep) and "site-packages" not in frame.filename:
            yield os.path.relpath(frame.filename, project).replace(os.sep, "/"), frame.lineno, frame.name


def code_of(error):
    return "task-memory" if isinstance(error, MemoryError) else "task-failed"


"""Calls of the function, and what came of them."""


class Step:
    def __init__(self, message):
        self.project, self.mode, self.gives = message["projectFolder"], message["mode"], message["gives"]
        context = message["context"]
        types = message["parameterTypes"]
        parameters = {name: read(value, types[name]) for name, value in context["parameters"].items()}
        self.context = Context(context["node"], context["flow"], context["runId"], parameters)
        self.readers = {one["as"]: [column_reader_of(field["type"]) for field in one["schema"]["fields"]] for one in message["inputs"]}
        self.given = {one["as"]: [] for one in message["inputs"]}
        output = message.get("output")
        self.write = record_writer(output["fields"]) if output else None
        self.columns = [(field["name"], column_writer_of(field["type"])) for field in output["fields"]] if output else []
        self.makers = {}
        module = load(message["file"])
        self.call = function_of(module, message["export"])
        self.close = getattr(module, "close", None)
        opener = getattr(module, "open", None)
        if inspect.isfunction(opener):
            opener(self.context)

    def records(self, message, name):
        columns = [
            column if convert is None else convert(column)
            for column, convert in zip(message["columns"], self.readers[name])
        ]
        names = tuple(message["names"])
        if not names:
            return [{} for _ in range(message["length"])]
        if names not in self.makers:
            self.makers[names] = record_maker(names)
        return list(map(self.makers[names], *columns))

    def run(self, message):
        self.context.attempt, self.context.batch = message["attempt"], message["batch"]
        mark(message["batch"])
        try:
            records = self.records(message, "")
        except Exception as error:
            return self.run_singly(message, error)
        return self.run_records(records) if self.mode == "record" else self.run_batch(records)

    def run_singly(self, message, error):
        """A value that Python has no form for (a year beyond 9999) fails its own record, and in batch mode all."""
        count = message["length"]
        if count == 1 or self.mode == "batch":
            failure = {"message": f"Python has no form for a value of it: {error}", "code": "task-failed"}
            return self.send([None] * count, {at: failure for at in range(count)})
        for at in range(count):
            one = [[column[at]] for column in message["columns"]]
            self.run({**message, "columns": one, "length": 1})

    def run_records(self, records):
        values, failed, sent = [], {}, time.monotonic()
        call, context = self.call, self.context
        for record in records:
            try:
                values.append(call(record, context))
            except Exception as error:
                failed[len(values)] = self.failure(error)
                values.append(None)
            if len(values) == PIECE_MAX or time.monotonic() - sent > PIECE_SECONDS:
                self.send(values, failed)
                values, failed, sent = [], {}, time.monotonic()
        if values:
            self.send(values, failed)

    def run_batch(self, records):
        count = len(records)
        try:
            values = self.call(records, self.context)
            values = values if isinstance(values, (list, tuple)) or values is None else list(values)
            got = f"{len(values)} results" if values is not None else "None"
            failure = {"message": f"a task in batch mode must return a list with one result per record: got {got} for {count} records", "code": "task-result"}
            if values is not None and len(values) == count:
                return self.send(list(values), {})
        except Exception as error:
            failure = self.failure(error)
        return self.send([None] * count, {at: failure for at in range(count)})

    def give(self, message):
        self.given[message["input"]].extend(self.records(message, message["input"]))
        send({"type": "given"})

    def run_whole(self, message):
        self.context.attempt, self.context.batch = message["attempt"], None
        try:
            value = self.call({name: list(records) for name, records in self.given.items()}, self.context)
            if self.gives == "model":
                self.send([model_of(value)], {})
            elif self.gives == "records":
                self.send_all(value)
            send({"type": "done"})
        except Misfit as error:
            send({"type": "failed", "message": str(error), "code": "task-result"})
        except Exception as error:
            send({"type": "failed", **self.failure(error)})

    def send_all(self, value):
        if value is None or isinstance(value, (dict, str, bytes)) or not hasattr(value, "__iter__"):
            raise Misfit(f"a task in whole mode must return a list of records: got {type(value).__name__}")
        piece = []
        for record in value:
            piece.append(record)
            if len(piece) == PIECE_MAX:
                self.send(piece, {})
                piece = []
        if piece:
            self.send(piece, {})

    def send(self, values, failed):
        if self.gives == "nothing":
            values = [None] * len(values)
        elif self.columns and not failed and all(type(value) is dict for value in values) and self.send_columns(values):
            return
        elif self.write:
            write = self.write
            values = [[write(one) for one in value] if isinstance(value, (list, tuple)) else write(value) for value in values]
        text, unsendable = encode_each(values)
        text = f'{{"type":"outcomes","values":{text},"failed":{json.dumps({**unsendable, **failed})}}}'
        if len(text) > FRAME_MAX:
            size = f"{len(text) >> 20} MiB"
            if len(values) > 1:
                half = len(values) // 2
                self.send_part(values[:half], {at: one for at, one in failed.items() if at < half})
                self.send_part(values[half:], {at - half: one for at, one in failed.items() if at >= half})
                return
            raise_or_fail = {"message": f"the result has {size}; at most {FRAME_MAX >> 20} MiB can be handed over", "code": "task-result"}
            text = json.dumps({"type": "outcomes", "values": [None], "failed": {0: raise_or_fail}})
        send_text(text)

    def send_columns(self, records):
        """Records alone go back as columns, which costs half as much; not where something is wrong with one of them."""
        try:
            columns = [[record.get(name) for record in records] for name, _ in self.columns]
            for at, (_, write) in enumerate(self.columns):
                if write:
                    columns[at] = write(columns[at])
            text = encode(columns)
        except Exception:
            return False
        if len(text) > FRAME_MAX:
            return False
        send_text(f'{{"type":"columns","columns":{text},"length":{len(records)}}}')
        return True

    def send_part(self, values, failed):
        write, self.write = self.write, None
        try:
            self.send(values, failed)
        finally:
            self.write = write

    def failure(self, error):
        return {"message": describe(error, self.project), "code": code_of(error)}


"""The process: messages in, messages out, until the runtime is gone."""


def limit_memory(size):
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (size, size))
    except (ImportError, ValueError, OSError):
        pass  # Not on this system; the runtime watches what it can see.


def mark(batch):
    for stream in (sys.__stdout__, sys.__stderr__):
        stream.write(f"\\0batch {batch}\\n")
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
`;
