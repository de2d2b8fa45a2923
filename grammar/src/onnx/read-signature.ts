import { ByteWindow } from './byte-window.ts';
import { recogniseForeignFile } from './foreign-file.ts';
import { Graph } from './graph.ts';
import { readEntry } from './initializer.ts';
import { Malformed } from './malformed.ts';
import type { ByteSource, ModelSignature, SignatureResult } from './signature.ts';
import { fieldsIn, fieldsOf, isLongText, readInteger, readText, type WireField } from './wire.ts';

/**
 * The signature of an ONNX model from its bytes, by walking the protobuf and seeking over the weights: a model of 2 GB
 * costs a few reads. It answers what callers must give and get, not whether the graph is right; ONNX Runtime says that.
 * It never throws: what is not a whole model gives a problem with the offset where that showed.
 */
export function readSignature(source: ByteSource): SignatureResult {
  try {
    return { ok: true, signature: readModel(new ByteWindow(source)) };
  } catch (cause) {
    if (!(cause instanceof Malformed)) throw cause;
    return { ok: false, problem: { message: cause.message, offset: cause.offset } };
  }
}

/** A ModelProto. */
function readModel(window: ByteWindow): ModelSignature {
  const foreign = recogniseForeignFile(window);
  if (foreign !== undefined) throw new Malformed(foreign, 0);
  const graph = new Graph();
  const header: Header = { irVersion: 0, producer: '', opsets: {}, metadata: {} };
  let hasGraph = false;
  for (const field of fieldsOf(window, 0, window.size)) {
    if (field.number === 7) graph.add(window, field);
    else addHeaderField(window, field, header);
    hasGraph ||= field.number === 7;
  }
  requireWhole(window, header, hasGraph);
  return {
    ...header,
    inputs: graph.modelInputs(),
    outputs: graph.modelOutputs(),
    externalFiles: graph.externalFiles(),
  };
}

type Header = Pick<ModelSignature, 'irVersion' | 'producer' | 'opsets' | 'metadata'>;

function addHeaderField(window: ByteWindow, field: WireField, header: Header): void {
  switch (field.number) {
    case 1:
      header.irVersion = readInteger(window, field);
      break;
    case 2:
      header.producer = readText(window, field);
      break;
    case 8:
      addOpset(window, field, header.opsets);
      break;
    case 14:
      addMetadata(window, field, header.metadata);
      break;
  }
}

/** An OperatorSetIdProto; `ai.onnx` is the long name of the default domain. */
function addOpset(window: ByteWindow, opset: WireField, opsets: Record<string, number>): void {
  let [domain, version] = ['', 0];
  for (const field of fieldsIn(window, opset)) {
    if (field.number === 1) domain = readText(window, field);
    if (field.number === 2) version = readInteger(window, field);
  }
  define(opsets, domain === 'ai.onnx' ? '' : domain, version);
}

function addMetadata(window: ByteWindow, entry: WireField, metadata: Record<string, string>): void {
  if ([...fieldsIn(window, entry)].some(isLongText)) return;
  const { key, value } = readEntry(window, entry);
  define(metadata, key, value);
}

/** Assignment would take a key `__proto__` for something else. */
function define<T>(record: Record<string, T>, key: string, value: T): void {
  Object.defineProperty(record, key, { value, enumerable: true, configurable: true, writable: true });
}

/** A file that was cut off between two fields is well-formed, but these three are always there. */
function requireWhole(window: ByteWindow, header: Header, hasGraph: boolean): void {
  const isOld = header.irVersion > 0 && header.irVersion < 3 && hasGraph;
  if (isOld)
    throw new Malformed(`Its IR version is ${header.irVersion}; export it with a newer exporter, for 3 or above`, 0);
  const missing = [
    header.irVersion > 0 ? [] : ['no IR version'],
    hasGraph ? [] : ['no graph'],
    Object.keys(header.opsets).length > 0 ? [] : ['no operator set'],
  ].flat();
  if (missing.length === 0) return;
  throw new Malformed(`This is not a whole ONNX model: it has ${missing.join(' and ')}`, window.size);
}
