import type { ByteWindow } from './byte-window.ts';
import type { ClassLabels } from './signature.ts';
import { fieldsIn, readIntegers, readText, type WireField } from './wire.ts';

/**
 * `ai.onnx.ml.ZipMap`, the last node that scikit-learn's exporters write behind a classifier: it turns a float tensor of
 * probabilities into a list of maps from class to probability.
 */
export interface ZipMap {
  /** Name of the tensor it reads. */
  tensor: string;
  /** The classes in the order of the tensor's columns. */
  labels: ClassLabels;
}

/** What the nodes of a graph say of classes, by the name of the output it is said of. */
export interface Classes {
  zipMaps: Map<string, ZipMap>;
  /** Of the scores of a classifier. */
  labels: Map<string, ClassLabels>;
}

/** Gives labels to its first output and scores to its second. */
const classifiers = new Set(['LinearClassifier', 'SVMClassifier', 'TreeEnsembleClassifier']);

/** Adds what a node says of classes. Attributes of nodes that are neither ZipMap nor classifier are not read. */
export function addClasses(window: ByteWindow, node: WireField, { zipMaps, labels }: Classes): void {
  let [tensor, operator, domain] = ['', '', ''];
  const outputs: string[] = [];
  const attributes: WireField[] = [];
  for (const field of fieldsIn(window, node)) {
    if (field.number === 1) tensor ||= readText(window, field);
    if (field.number === 2) outputs.push(readText(window, field));
    if (field.number === 4) operator = readText(window, field);
    if (field.number === 5) attributes.push(field);
    if (field.number === 7) domain = readText(window, field);
  }
  const [first, scores] = outputs;
  if (domain !== 'ai.onnx.ml' || !(operator === 'ZipMap' || classifiers.has(operator))) return;
  const known = attributes.flatMap((attribute) => readLabels(window, attribute));
  if (operator === 'ZipMap') zipMaps.set(first ?? '', { tensor, labels: known });
  else if (scores !== undefined && known.length > 0) labels.set(scores, known);
}

const labelAttributes = ['classlabels_strings', 'classlabels_int64s', 'classlabels_ints'];

/** The name stands first, so that the many numbers of a tree are not read. */
function readLabels(window: ByteWindow, attribute: WireField): ClassLabels {
  let name = '';
  const labels: ClassLabels = [];
  for (const field of fieldsIn(window, attribute)) {
    if (field.number === 1) name = readText(window, field);
    if (name !== '' && !labelAttributes.includes(name)) return [];
    if (field.number === 8) for (const label of readIntegers(window, field)) labels.push(label);
    if (field.number === 9) labels.push(readText(window, field));
  }
  return labelAttributes.includes(name) ? labels : [];
}
