/** What the one layout looks like: before and after. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { formatFlow } from '@millrace/grammar';
import { describe, expect, test } from 'vitest';

/** A flow with these statements, formatted, without what stands around them. */
function statements(text: string): string {
  const formatted = formatFlow(`flow F {\n${text}\n}\n`) as string;
  const lines = formatted.split('\n').slice(1, -2);
  return lines.map((line) => line.replace(/^ {2}/, '')).join('\n');
}

const trimmed = (text: string) => text.replace(/^\n|\n *$/g, '').replaceAll(/^ {4}/gm, '');

describe('declarations', () => {
  test.each([
    [
      'a block on one line stays there',
      'schema P{id:string@key,at : date?}',
      'schema P { id: string @key, at: date? }',
    ],
    ['commas appear on one line', 'schema P{id:string at:date}', 'schema P { id: string, at: date }'],
    ['empty blocks', 'schema P {\n}', 'schema P {}'],
    [
      'types',
      'schema P { a : float32 [ 8,  n ] ? , b:{c:int32} [] }',
      'schema P { a: float32[8, n]?, b: { c: int32 }[] }',
    ],
    ['imports', 'import{A,B}from"./a.flow"', 'import { A, B } from "./a.flow"'],
    ['heads', 'schema A extends B ,C{x:int32}', 'schema A extends B, C { x: int32 }'],
    ['parameters', 'flow F(a:float64=0.8,b : string)->c,d{}', 'flow F(a: float64 = 0.8, b: string) -> c, d {}'],
    ['datasets', 'dataset S:P{keep:30}', 'dataset S: P { keep: 30 }'],
    ['no text', ' \n\n ', ''],
    ['comments alone', '\n\n// a\n\n\n/* b */', '// a\n\n/* b */'],
  ])('%s', (_name, before, after) => {
    expect(formatFlow(before)).toBe(after === '' ? '' : `${after}\n`);
  });

  test('keys, types and annotations of a block on several lines stand in columns', () => {
    const before =
      'schema P {\nid:string @key,\n/** Of all. */\namount:float64 @range(min:0) @unit("EUR")\nat:timestamp\n\n\nx:date}';
    expect(formatFlow(before)).toBe(
      trimmed(`
    schema P {
      id:     string    @key
      /** Of all. */
      amount: float64   @range(min: 0)  @unit("EUR")
      at:     timestamp

      x: date
    }
    `).concat('\n'),
    );
  });

  test('declarations of more than a line stand apart; short ones may stand together', () => {
    const before =
      'import { A } from "a"\nimport { B } from "b"\nmodel M{file:"m"}\nmodel N{file:"n"}\nschema S {\na:date}\n// of T\nschema T{b:date}';
    expect(formatFlow(before)).toBe(
      trimmed(`
    import { A } from "a"
    import { B } from "b"

    model M { file: "m" }
    model N { file: "n" }

    schema S {
      a: date
    }

    // of T
    schema T { b: date }
    `).concat('\n'),
    );
  });

  test('CRLF stays CRLF', () => {
    expect(formatFlow('schema P {\r\na:date }\r\n')).toBe('schema P {\r\n  a: date\r\n}\r\n');
  });

  test.each(['schema P {', 'schema P { a: date } }', 'flow F { read }', '#'])('%s does not parse', (text) => {
    expect(formatFlow(text)).toBeUndefined();
  });
});

describe('statements', () => {
  test.each([
    [
      'operators',
      'filter a(b) where -x+3*(4-y)**2>=z and not(u  in[1,2])',
      'filter a(b) where -x + 3 * (4 - y) ** 2 >= z and not (u in [1, 2])',
    ],
    ['paths and ports', 'union a(b . errors,c)', 'union a(b.errors, c)'],
    [
      'items of a select',
      'select a(b){id,...r as r_ *,* except(x,y),n:f( x ,k:1)}',
      'select a(b) { id, ...r as r_*, * except (x, y), n: f(x, k: 1) }',
    ],
    ['routes', 'route a(b){high:x>1,low:otherwise}', 'route a(b) { high: x > 1, low: otherwise }'],
    ['joins', 'join a(b,c)on b.x==c.y{kind:inner}', 'join a(b, c) on b.x == c.y { kind: inner }'],
    [
      'aggregates',
      'aggregate a(b)by k,l every 1m on at{n:count()}',
      'aggregate a(b) by k, l every 1m on at { n: count() }',
    ],
    ['subflows', 'use a:F(input:b,x:1)', 'use a: F(input: b, x: 1)'],
    ['tasks', 'task a(b)->P after c,d{run:node("x")}', 'task a(b) -> P after c, d { run: node("x") }'],
    ['blank lines', '\n\n\nunion a(b)\n\n\nunion c(d)\n\n', '\nunion a(b)\n\nunion c(d)'],
  ])('%s', (_name, before, after) => {
    expect(statements(before)).toBe(after);
  });

  test.each([
    [
      'statements of one kind that follow each other lead on in a column',
      'write a(b) to S\nwrite long(b.errors) to csv("x")\n\nwrite c(d) to T',
      `
    write a(b)           to S
    write long(b.errors) to csv("x")

    write c(d) to T
    `,
    ],
    [
      'a block that had a line end keeps one for each item, without commas',
      'infer a(b) with M {inputs:{x:[a,b]},\noutputs:{y:z},}',
      `
    infer a(b) with M {
      inputs:  { x: [a, b] }
      outputs: { y: z }
    }
    `,
    ],
    [
      'a comma stays where the item before it would go on',
      'select a(b) {\nx,\n* except (y),\nor: 1 }',
      `
    select a(b) {
      x,
      * except (y),
      or: 1
    }
    `,
    ],
    [
      'long conditions break at what binds loosest',
      `filter a(b) where ${'x'.repeat(40)} > 1 and ${'y'.repeat(40)} < 2 or ${'z'.repeat(40)} == 3`,
      `
    filter a(b) where ${'x'.repeat(40)} > 1 and ${'y'.repeat(40)} < 2
      or ${'z'.repeat(40)} == 3
    `,
    ],
    [
      'lists of short items fill lines',
      `infer a(b) with M { inputs: { x: [${Array.from({ length: 16 }, (_, i) => `column${i}`).join(',')}] } }`,
      `
    infer a(b) with M {
      inputs: {
        x: [
          column0, column1, column2, column3, column4, column5, column6, column7, column8, column9, column10, column11,
          column12, column13, column14, column15
        ]
      }
    }
    `,
    ],
    [
      'lists that were written one a line stay so',
      'infer a(b) with M { inputs: { x: [\na,\nb] } }',
      `
    infer a(b) with M {
      inputs: {
        x: [
          a
          b
        ]
      }
    }
    `,
    ],
    [
      'block texts go a level deeper, and their own indentation stays',
      'sql a(b) """\n        SELECT x\n          FROM b\n"""',
      `
    sql a(b) """
      SELECT x
        FROM b
    """
    `,
    ],
    [
      'words that are keys stand in columns too',
      'review a(b) { by: "desk",\nask: { verdict: string @oneOf("yes", "no") } }',
      `
    review a(b) {
      by:  "desk"
      ask: { verdict: string @oneOf("yes", "no") }
    }
    `,
    ],
    [
      'statements in a group',
      'group "G" { union a(b) union c(d) }',
      `
    group "G" {
      union a(b)
      union c(d)
    }
    `,
    ],
    [
      'comments stay where they are',
      `// first
union a(b) // behind a
union cc(d)     // behind c

/* of e */ union e(f /* in it */)
select g(h) { // at the bracket
  x, // x
  // own
  yy // yy
  // last
}
// end`,
      `
    // first
    union a(b)   // behind a
    union cc(d)  // behind c

    /* of e */
    union e(f /* in it */)
    select g(h) {  // at the bracket
      x  // x
      // own
      yy  // yy
      // last
    }
    // end
    `,
    ],
  ])('%s', (_name, before, after) => {
    expect(statements(before)).toBe(trimmed(after));
  });
});

test('records of a test stand with their brackets', () => {
  const before = 'test "t" of F(x:0.5){given a:[{id:"1",\nb:2}] expect c exactly:[{id:"1"}]}';
  expect(formatFlow(before)).toBe(
    trimmed(`
    test "t" of F(x: 0.5) {
      given a: [{
        id: "1"
        b:  2
      }]
      expect c exactly: [{ id: "1" }]
    }
    `).concat('\n'),
  );
});

const examples = readdirSync('examples', { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.flow'),
);

test.each(examples)('examples/%s is laid out so', (file) => {
  const text = readFileSync(path.join('examples', file), 'utf8');
  expect(formatFlow(text)).toBe(text);
});

const pages = readdirSync('docs', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'));
const blocks = pages.flatMap((page) =>
  [...readFileSync(path.join('docs', page), 'utf8').matchAll(/^```flow\n([\s\S]*?)^```$/gm)].map(([, text]) => ({
    page,
    text: text ?? '',
  })),
);

test.each(blocks)('a flow in docs/$page is laid out so', ({ text }) => {
  expect(formatFlow(text) ?? text).toBe(text);
});
