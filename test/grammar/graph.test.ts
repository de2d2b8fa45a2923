import { expect, test } from 'vitest';
import { analyze, checkDiagnostics, outputs } from '../support/flow-fixture.ts';

test('[N1] a cycle is reported once, and all of it is named', () =>
  checkDiagnostics(`
schema A { id: string }
flow F -> d {
  read start: A from csv("a.csv")
  filter a(c) where true
         ^ FLOW301 Nodes feed each other in a circle: a → b → c → a
  filter b(a) where true
  filter c(b) where true
  filter d(start) where true
  filter self(self) where true
         ^^^^ FLOW301 Nodes feed each other in a circle: self → self
  task t(d) after u { run: node("t.ts", export: "t") }
       ^ FLOW301 Nodes feed each other in a circle: t → u → t
  task u(d) after t { run: node("t.ts", export: "t") }
}
//- /a.csv
//- /t.ts
`));

test('[N1] what stands behind a cycle is analysed as far as it goes', async () => {
  const known = await outputs(`
schema A { id: string }
flow F {
  filter a(b) where true
  filter b(a) where true
  select c(b) { x: 1 }
  read start: A from csv("a.csv")
  filter fine(start) where true
}
`);
  expect(known).toEqual({ a: '?', b: '?', c: 'x: int32', start: 'id: string', fine: 'id: string' });
});

test('[N1] nodes may be declared in any order', async () => {
  const { order } = await analyze(`
schema A { id: string }
flow F {
  write w(c) to csv("w.csv")
  filter c(b) where true
  filter b(a) where true
  read a: A from csv("a.csv")
}
`);
  expect(order).toEqual(['a', 'b', 'c', 'w']);
});

test('[N1] a chain of thousands of nodes is no deeper than any other', async () => {
  const chain = Array.from({ length: 3000 }, (_, i) => `filter n${i}(n${i + 1}) where true`).join('\n');
  const { order, nodes } = await analyze(
    `schema A { id: string }\nflow F {\n${chain}\nread n3000: A from csv("a.csv")\n}`,
  );
  expect(order.at(-1)).toBe('n0');
  expect(nodes.get('n0')?.output?.fields).toHaveLength(1);
});

test('[N2] a node that serves nothing is a warning', () =>
  checkDiagnostics(`
schema A { id: string }
flow F -> out {
  read a: A from csv("a.csv")
  read lonely: A from csv("a.csv")
       ^^^^^^ FLOW302 Nothing reads "lonely", and it writes nothing
  filter dead(a) where true
         ^^^^ FLOW302 Nothing reads "dead", and it writes nothing
  filter out(a) where true
  filter waited(a) where true
  task act after waited { run: node("t.ts", export: "t") }
}
flow Empty { }
     ^^^^^ FLOW308 Flow "Empty" has no nodes
//- /a.csv
//- /t.ts
`));

test('[N3] the errors of a node are records of one schema', async () => {
  const known = await outputs(`
schema A { id: string }
flow F {
  read a: A from csv("a.csv")
  select e(a.errors) { * }
  write w(e) to jsonl("w.jsonl")
}
`);
  expect(known.e).toBe('record: json, message: string, node: string, attempt: int32, at: timestamp, line: int64?');
});

test('[N8] records come from a node that gives some, by a port it has', () =>
  checkDiagnostics(`
schema A { id: string }
flow F -> w, a, a {
          ^ FLOW304 "w" gives no records: it writes them
                ^ FLOW309 "a" is already an output
  read a: A from csv("a.csv")
  write w(a.error) to csv("w.csv")
            ^^^^^ FLOW303 "a" has no port "error"; it has "errors"
  task t(a, w) { run: node("t.ts", export: "t") }
            ^ FLOW304 "w" gives no records: it writes them
            ^ FLOW305 "t" takes the records of one node; this is a second one. mode: whole takes several
  filter b(t) where true
           ^ FLOW304 "t" gives no records: give it a schema: task t(…) -> Schema
  write v(b) to csv("v.csv")
  task g() -> A { run: node("t.ts", export: "g") }
              ^ FLOW306 "g" promises records and has no input; name one: g(input)
  write x(g) to csv("x.csv")
}
//- /a.csv
//- /t.ts
`));

test('[N13] a task waits for a node of another stream only', () =>
  checkDiagnostics(`
schema A { id: string }
flow F {
  read a: A from csv("a.csv")
  write kept(a) to csv("b.csv")
  task act(a) after kept { run: node("t.ts", export: "t") }
                    ^^^^ FLOW307 "act" cannot wait for "kept": records of one stream reach both, and would stand still
  task bad(a.errors) after kept { run: node("t.ts", export: "t") }
                           ^^^^ FLOW307 "bad" cannot wait for "kept": records of one stream reach both, and would stand still
  task notify after kept, act { run: node("t.ts", export: "t") }
  read other: A from csv("a.csv")
  task later(other) after kept { run: node("t.ts", export: "t") }
}
//- /a.csv
//- /t.ts
`));
