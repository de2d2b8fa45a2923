import type { ByteWindow } from './byte-window.ts';
import type { OperatorNode } from './operator-node.ts';
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
  /** What a node reads, by what it gives with the same columns. */
  copies: Map<string, string>;
}

/** Gives labels to its first output and scores to its second. */
const classifiers = new Set(['LinearClassifier', 'SVMClassifier', 'TreeEnsembleClassifier']);

/** With the domain: what gives a tensor whose columns mean what those of its input mean. */
const copiers = new Set(['.Identity', '.Cast', '.Softmax', '.LogSoftmax', '.Sigmoid', 'ai.onnx.ml.Normalizer']);

/** Adds what a node says of classes. Attributes of nodes that are neither ZipMap nor classifier are not read. */
export function addClasses(window: ByteWindow, node: OperatorNode, { zipMaps, labels, copies }: Classes): void {
  const { operator, domain, input, outputs, attributes } = node;
  const [first, scores] = outputs;
  if (first !== undefined && copiers.has(`${domain}.${operator}`)) copies.set(first, input);
  if (domain !== 'ai.onnx.ml' || !(operator === 'ZipMap' || classifiers.has(operator))) return;
  const known = attributes.flatMap((attribute) => readLabels(window, attribute));
  if (operator === 'ZipMap') zipMaps.set(first ?? '', { tensor: input, labels: known });
  else if (scores !== undefined && known.length > 0) labels.set(scores, known);
}

/** The labels of a tensor, through the nodes that only pass it on. */
export function labelsOf(name: string, { labels, copies }: Classes): ClassLabels | undefined {
  const seen = new Set<string>();
  for (let at: string | undefined = name; at !== undefined && !seen.has(at); at = copies.get(at)) {
    const known = labels.get(at);
    if (known !== undefined) return known;
    seen.add(at);
  }
  return undefined;
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
