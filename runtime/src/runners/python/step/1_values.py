"""The process that runs the Python code of one task. It needs nothing but Python: it loads one file, calls one function and
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
