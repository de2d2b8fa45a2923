/** A group without its brace and a query without its end are one mistake each, and cost the statements around them nothing. */
import { expect, test } from 'vitest';
import { checkDiagnostics, outputs } from '../support/flow-fixture.ts';

const wrong = `filter z(s) where nn > 3
                    ^^ FLOW201 Unknown field or parameter "nn". Did you mean "n"?`;

/** Declarations below, with a mistake of their own that has to be seen. */
const below = `
schema Other { n: int32 }
flow Next -> z {
  read s: Other from jsonl("s.jsonl")
  ${wrong}
}
//- /s.jsonl
`;

const inFlow = (statements: string) => `
schema S { n: int32 }
flow F -> a {
  read s: S from jsonl("s.jsonl")
${statements}${below}`;

test.each([
  [
    'and its end',
    `  filter a(s) where n > 1
  group "Features"
                 ^ FLOW101 Expected "{" after "Features"
}`,
  ],
  [
    'before nodes',
    `  group "Features"
                 ^ FLOW101 Expected "{" after "Features"
  filter a(s) where n > 1
}`,
  ],
  [
    'but with its end',
    `  group "Features"
                 ^ FLOW101 Expected "{" after "Features"
    filter b(s) where n > 1
  }
  filter a(b) where n > 2
}`,
  ],
  [
    'inside of another',
    `  group "Features" {
    group "Small"
                ^ FLOW101 Expected "{" after "Small"
      filter b(s) where n > 1
    }
    group "Large"
                ^ FLOW101 Expected "{" after "Large"
  }
  filter a(b) where n > 2
}`,
  ],
])('[L8] a group without its brace: %s', (_, statements) => checkDiagnostics(inFlow(statements)));

test('[L8] a column called group is no group', async () => {
  const text =
    'schema S { group: string } flow F { read s: S from jsonl("s") filter t(s) where group in [\n group "x"\n ] }';
  expect(await outputs(text)).toMatchObject({ t: 'group: string' });
});

test.each([
  [
    'on its line',
    `  filter a(s) where n > 1
  sql q(a) """SELECT sum(n) AS n FROM a
           ^^^ FLOW102 Unexpected open string; close it with """
}`,
  ],
  [
    'before its properties are closed',
    `  filter a(s) where n > 1
  write w(a) to jsonl("w.jsonl") { allow: ["""n] }
                                           ^^^ FLOW102 Unexpected open string; close it with """
}`,
  ],
  [
    'on lines of their own, with words and signs of a flow in it',
    `  sql q(s) """
           ^^^ FLOW102 Unexpected open string; close it with """
    SELECT "n", 'it is # n' AS t
    FROM a
    filter by n
    union all (select n from s)
    select count(*) from s
  filter a(s) where n > 1
}`,
  ],
  [
    'before a select',
    `  sql q(s) """
           ^^^ FLOW102 Unexpected open string; close it with """
  select a(s) { n }
}`,
  ],
])('[L8] a query without its end: %s', (_, statements) => checkDiagnostics(inFlow(statements)));
