import type { ByteWindow } from './byte-window.ts';
import { type Initializer, readInitializer, readSparseInitializer } from './initializer.ts';
import { innerTensors } from './inner-tensors.ts';
import { Malformed } from './malformed.ts';
import { type OperatorNode, readNode } from './operator-node.ts';
import type { ExternalFile, ModelOutput, ModelTensor } from './signature.ts';
import { type NamedValue, readNamedValue } from './value-type.ts';
import { fieldsIn, type WireField } from './wire.ts';
import { addClasses, type Classes, labelsOf } from './zip-map.ts';

/**
 * The graph of a model as its caller sees it: what goes in, what comes out, and where the weights are. Nodes are looked at
 * only to find the classes of a classifier and weights inside of them. A model may hold its graph in several pieces, which protobuf merges; so they gather here.
 */
export class Graph {
  readonly inputs: NamedValue[] = [];
  readonly outputs: NamedValue[] = [];
  readonly #initializers = new Set<string>();
  readonly #externalSizes = new Map<string, number>();
  readonly #classes: Classes = { zipMaps: new Map(), labels: new Map(), copies: new Map() };
  #parts = 0;

  /** Adds a GraphProto. */
  add(window: ByteWindow, graph: WireField): void {
    for (const field of fieldsIn(window, graph)) {
      this.#count(field);
      this.#addField(window, field);
    }
  }

  /** What a caller has to fill: inputs with an initialiser are weights. */
  modelInputs(): ModelTensor[] {
    return this.inputs.filter((input) => !this.#initializers.has(input.name)).map(inputTensor);
  }

  modelOutputs(): ModelOutput[] {
    return this.outputs.map((output) => this.#modelOutput(output));
  }

  externalFiles(): ExternalFile[] {
    const files = [...this.#externalSizes].map(([path, size]) => ({ path, size }));
    return files.sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  #addField(window: ByteWindow, field: WireField): void {
    switch (field.number) {
      case 1:
        this.#addNode(window, readNode(window, field));
        break;
      case 5:
        this.#addInitializer(readInitializer(window, field));
        break;
      case 11:
        this.inputs.push(readNamedValue(window, field));
        break;
      case 12:
        this.outputs.push(readNamedValue(window, field));
        break;
      case 15:
        for (const initializer of readSparseInitializer(window, field)) this.#addInitializer(initializer);
        break;
    }
  }

  #addNode(window: ByteWindow, node: OperatorNode): void {
    addClasses(window, node, this.#classes);
    for (const { externalFile } of innerTensors(window, node, (at) => this.#count(at))) this.#addFile(externalFile);
  }

  #count(at: WireField): void {
    if (++this.#parts > partsMax) throw new Malformed('The model has too many parts to be read', at.start);
  }

  #addInitializer({ name, externalFile }: Initializer): void {
    this.#initializers.add(name);
    this.#addFile(externalFile);
  }

  #addFile(file: ExternalFile | undefined): void {
    if (file === undefined) return;
    const { path, size } = file;
    this.#externalSizes.set(path, Math.max(size, this.#externalSizes.get(path) ?? 0));
  }

  #modelOutput({ name, type }: NamedValue): ModelOutput {
    if (type.kind === 'tensor') {
      const known = labelsOf(name, this.#classes);
      return { kind: 'tensor', name, ...type.tensor, ...(known && { labels: known }) };
    }
    const zipMap = this.#classes.zipMaps.get(name);
    return zipMap === undefined
      ? { kind: 'other', name, description: type.description }
      : { kind: 'zipMap', name, tensor: zipMap.tensor, labels: zipMap.labels };
  }
}

/** Nodes, weights and values together; the largest language models have some 100,000. */
const partsMax = 2_000_000;

/** An input that is no tensor is shown as one of an element type that nothing can fill. */
function inputTensor({ name, type }: NamedValue): ModelTensor {
  return type.kind === 'tensor'
    ? { name, ...type.tensor }
    : { name, element: undefined, elementName: type.description, dimensions: undefined };
}
