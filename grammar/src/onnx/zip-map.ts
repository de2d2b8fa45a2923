import type { ByteWindow } from './byte-window.ts';
import { fieldsIn, readIntegers, readText, type WireField } from './wire.ts';

/**
 * `ai.onnx.ml.ZipMap`, the last node that scikit-learn's exporters write behind a classifier: it turns a float tensor of
 * probabilities into a list of maps from class to probability.
 */
export interface ZipMap {
  /** Name of the tensor it reads. */
  tensor: string;
  /** The classes in the order of the tensor's columns. */
  labels: (string | number)[];
}

/** The ZipMaps among the nodes of a graph, by the name of their output. Attributes of other nodes are not read. */
export function addZipMap(window: ByteWindow, node: WireField, zipMaps: Map<string, ZipMap>): void {
  let [tensor, output, operator, domain] = ['', '', '', ''];
  const attributes: WireField[] = [];
  for (const field of fieldsIn(window, node)) {
    if (field.number === 1) tensor ||= readText(window, field);
    if (field.number === 2) output ||= readText(window, field);
    if (field.number === 4) operator = readText(window, field);
    if (field.number === 5) attributes.push(field);
    if (field.number === 7) domain = readText(window, field);
  }
  if (operator !== 'ZipMap' || domain !== 'ai.onnx.ml') return;
  zipMaps.set(output, { tensor, labels: attributes.flatMap((attribute) => readLabels(window, attribute)) });
}

function readLabels(window: ByteWindow, attribute: WireField): (string | number)[] {
  let name = '';
  const labels: (string | number)[] = [];
  for (const field of fieldsIn(window, attribute)) {
    if (field.number === 1) name = readText(window, field);
    if (field.number === 8) for (const label of readIntegers(window, field)) labels.push(label);
    if (field.number === 9) labels.push(readText(window, field));
  }
  return name === 'classlabels_strings' || name === 'classlabels_int64s' ? labels : [];
}
