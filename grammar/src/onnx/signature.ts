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
  /** Without the values beyond 64 KiB that some exporters write. */
  metadata: Record<string, string>;
  /** Files that hold weights outside the model, sorted, relative to the model's folder: they belong to it wherever it goes. */
  externalFiles: string[];
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
  | ({ kind: 'tensor' } & ModelTensor)
  | { kind: 'zipMap'; name: string; tensor: string; labels: (string | number)[] }
  | { kind: 'other'; name: string; description: string };

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
