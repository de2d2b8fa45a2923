import type { ScalarName } from '../types/type.ts';

/** What can be known of an ONNX file from its header parts, without its weights and without ONNX Runtime. */
export interface ModelSignature {
  irVersion: number;
  producer: string;
  /** Opset version by domain; the default domain is "". */
  opsets: Record<string, number>;
  /** Inputs that a caller has to fill: those with an initialiser are left out. */
  inputs: ModelTensor[];
  outputs: ModelOutput[];
  /** What the exporter noted, such as authors or names of classes; without values beyond 64 KiB. */
  metadata: Record<string, string>;
  /** Files that hold weights outside the model, by path: they belong to it wherever it goes. */
  externalFiles: ExternalFile[];
}

export interface ExternalFile {
  /** Relative to the model's folder. */
  path: string;
  /** How long the file must be at least to hold all weights that the model looks for in it, in bytes. */
  size: number;
}

export interface ModelTensor {
  name: string;
  /** undefined for an element type the language has no name for (float16, complex); `elementName` then says which. */
  element: ScalarName | undefined;
  elementName: string;
  /** Row-major; a string is symbolic, null is unknown. The first is the batch. undefined where not even their number is known. */
  dimensions: (number | string | null)[] | undefined;
}

/**
 * A tensor output, or what a ZipMap node makes of one: `labels` are the classes in the order of the tensor's columns and
 * `tensor` is the name of the float tensor behind it, which is what a runtime fetches.
 */
export type ModelOutput =
  | ({
      kind: 'tensor' /** What its columns are for, where a classifier gives it. */;
      labels?: ClassLabels;
    } & ModelTensor)
  | { kind: 'zipMap'; name: string; tensor: string; labels: ClassLabels }
  | { kind: 'other'; name: string; description: string };

/** The classes that a classifier knows. */
export type ClassLabels = (string | number)[];

/** Random access to a file's bytes; short reads at its end give fewer bytes. */
export interface ByteSource {
  /** In bytes. */
  readonly size: number;
  read(offset: number, length: number): Uint8Array;
}

/** A file that is not a whole, well-formed ONNX model, with what is wrong and where. */
export interface SignatureProblem {
  message: string;
  offset: number;
}

export type SignatureResult = { ok: true; signature: ModelSignature } | { ok: false; problem: SignatureProblem };
