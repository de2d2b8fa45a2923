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
