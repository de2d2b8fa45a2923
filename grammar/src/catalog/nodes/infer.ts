import { joinedBatch, withOwn } from '../node-properties.ts';
import type { NodeKindSpec } from '../spec.ts';

export const infer: NodeKindSpec = {
  name: 'infer',
  shape: 'infer name(input) with Model { inputs: { tensor: column }, outputs: { column: tensor } }',
  doc: 'Scores records with an ONNX model, in batches. What the model takes and gives is read from its file and checked.',
  example:
    'infer scored(features) with CardRisk {\n  inputs:  { features: [amountLog, hour] }\n  outputs: { risk: score }\n}',
  snippet: 'infer ${1:name}(${2:input}) with ${3:Model} {\n\t$0\n}',
  properties: withOwn(
    {
      name: 'inputs',
      value: { kind: 'mapping', from: 'model inputs' },
      doc: 'What fills each input of the model: a column, an expression, a list of columns, or `[* except (id)]`. An input that is not named takes the column of its own name.',
    },
    {
      name: 'outputs',
      value: { kind: 'mapping', from: 'new columns' },
      doc: 'New columns and the outputs of the model they come from. Without it every output becomes a column of its own name.',
    },
    {
      name: 'keep',
      value: { kind: 'columns', word: 'all' },
      doc: 'Columns of the input that stay beside the new ones: a list of names, `[* except (a)]`, or `all`, which is the default.',
    },
    {
      name: 'device',
      value: { kind: 'string', choices: [{ name: 'cpu', doc: 'The processor; always there.' }] },
      doc: 'Where the model runs.',
      default: 'cpu',
    },
    joinedBatch,
  ),
};
