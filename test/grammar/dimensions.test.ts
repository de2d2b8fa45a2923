/** Symbols in dimensions: what they become in a node, and how a size that does not fit is explained. */
import { checkDocument, rangeOf } from '@millrace/grammar';
import { expect, test } from 'vitest';
import { checkDiagnostics, loadFlow, outputs } from '../support/flow-fixture.ts';

/** Each related place of the only mistake: the words there and what is said of them. */
async function related(text: string): Promise<string[]> {
  const { document } = await loadFlow(text);
  const [mistake, ...others] = checkDocument(document);
  expect(others).toEqual([]);
  return (mistake?.related ?? []).map(({ message, place }) => {
    return `${document.textDocument.getText(rangeOf(place))}: ${message}`;
  });
}

test('[T2] sizes go through the nodes that keep a column, and into what a model gives', async () => {
  const known = await outputs(`
schema Tokens { ids: int64[seq], mask: int64[seq], id: string }
model Encoder { file: "encoder.onnx" }
model Head { file: "head.onnx" }
model Fixed { file: "fixed.onnx" }
flow F {
  read tokens: Tokens from jsonl("t.jsonl")
  select renamed(tokens) { id, words: ids, mask }
  filter some(renamed) where id != "x"
  infer hidden(some) with Encoder { inputs: { ids: words } }
  infer scores(hidden) with Head { inputs: { hidden: hidden }, keep: [hidden] }
  infer fixed(tokens) with Fixed { inputs: { x: ids }, keep: [ids, mask] }
}
//- /encoder.onnx
ids int64[batch, sequence], mask int64[batch, sequence] -> hidden float32[batch, sequence, 768], pooled float32[batch, 768]
//- /head.onnx
hidden float32[N, s, h] -> each float32[N, s], wide float32[N, h], other float32[N, extra], some float32[N, ?]
//- /fixed.onnx
x int64[N, 128] -> y float32[N, 128]
`);
  expect(known).toEqual({
    tokens: 'ids: int64[seq], mask: int64[seq], id: string',
    renamed: 'id: string, words: int64[seq], mask: int64[seq]',
    some: 'id: string, words: int64[seq], mask: int64[seq]',
    hidden: 'id: string, words: int64[seq], mask: int64[seq], hidden: float32[seq, 768], pooled: float32[768]',
    scores:
      'hidden: float32[seq, 768], each: float32[seq], wide: float32[768], other: float32[extra], some: float32[d1]',
    fixed: 'ids: int64[128], mask: int64[128], y: float32[128]',
  });
});

test('[T2] sizes that two models call the same are not the same for that', async () => {
  const known = await outputs(`
schema S { x: float32 }
model A { file: "a.onnx" }
model B { file: "b.onnx" }
flow F {
  read s: S from jsonl("s.jsonl")
  infer a(s) with A
  infer b(a) with B
}
//- /a.onnx
x float32[N] -> first float32[N, seq], any float32[N, ?]
//- /b.onnx
x float32[N] -> second float32[N, seq], third float32[N, seq], more float32[N, ?]
`);
  expect(known).toMatchObject({
    b: 'x: float32, first: float32[seq], any: float32[d1], second: float32[seq_2], third: float32[seq_2], more: float32[d1_2]',
  });
});

const models = `
//- /t.jsonl
//- /embed.onnx
ids int64[N, 256] -> vector float32[N, 8]
//- /encoder.onnx
ids int64[N, 128], mask int64[N, 128] -> y float32[N]
//- /pair.onnx
ids int64[N, s], mask int64[N, s] -> y float32[N]
//- /mixed.onnx
ids int64[N, 256], mask int64[N, 128] -> y float32[N]
`;

test('[T2] [N4] a symbol that became a number in one node is that number in the next', () =>
  checkDiagnostics(`
schema Tokens { ids: int64[seq], mask: int64[seq] }
schema Text { text: string }
model Embedder { file: "embed.onnx" }
model Encoder { file: "encoder.onnx" }
model Pair { file: "pair.onnx" }
model Mixed { file: "mixed.onnx" }
flow F -> encoded, pairs, mixed, fine {
  read texts: Text from jsonl("t.jsonl")
  task tokenize(texts) -> Tokens { run: node("t.ts") }
  infer embed(tokenize) with Embedder
  infer encoded(embed) with Encoder
                            ^^^^^^^ FLOW404 Cannot fill "ids" (int64[N, 128]): \`seq\` is 256 from \`embed\`, \`Encoder\` wants 128
  infer mixed(tokenize) with Mixed
                             ^^^^^ FLOW404 Cannot fill "mask" (int64[N, 128]): \`seq\` is 256 for "ids", \`Mixed\` wants 128
  infer pairs(both) with Pair { inputs: { ids: vector, mask: ids }, outputs: { z: y } }
                                                             ^^^ FLOW404 Cannot fill "mask" (int64[N, s]): \`seq\` is 256 from \`embed\`, and \`s\` is 8 from "vector" of \`embed\`
  filter both(embed) where true
  infer fine(both) with Pair
}
${models.trimStart()}//- /t.ts
`));

test('[T2] the places that gave a size are named, the nearest first', async () => {
  const text = (model: string, inputs = '') => `
schema Tokens { ids: int64[seq], mask: int64[9] }
schema Text { text: string }
model Embedder { file: "embed.onnx" }
model Encoder { file: "encoder.onnx" }
model Pair { file: "pair.onnx" }
flow F -> encoded {
  read texts: Text from jsonl("t.jsonl")
  task tokenize(texts) -> Tokens { run: node("t.ts") }
  infer embed(tokenize) with Embedder { keep: [ids, mask] }
  select renamed(embed) { words: ids, mask }
  filter some(renamed) where true
  infer encoded(some) with ${model} { inputs: { ids: words${inputs} }, outputs: { z: y } }
}
${models.trimStart()}//- /t.ts
`;
  expect(
    await related(text('Encoder', ', mask: words').replace('mask int64[N, 128] ->', 'mask int64[N, m] ->')),
  ).toEqual(['embed: "ids" was int64[seq] and is int64[256] from here', 'tokenize: "ids" is int64[seq] from here']);
  expect(await related(text('Pair'))).toEqual([
    'embed: "ids" was int64[seq] and is int64[256] from here',
    'tokenize: "ids" is int64[seq] from here',
    'tokenize: "mask" is int64[9] from here',
  ]);
});
