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
    text = "".join(traceback.format_exception_only(type(error), error)).strip().split("\n")[-1]
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
