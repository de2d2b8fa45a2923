import type { ModelSignature } from './signature.ts';

/**
 * What the ONNX Runtime that Millrace brings can load: found out by loading models with it, one version after the other
 * (test/grammar/onnx-runtime.test.ts does that again, so that a newer runtime makes this table a failing test). The operator
 * sets of other domains are not looked at by it.
 */
export const runtimeLimits: { runtime: string; irVersion: number; opsets: Readonly<Record<string, number>> } = {
  runtime: 'ONNX Runtime 1.30',
  irVersion: 13,
  opsets: {
    '': 26,
    'ai.onnx.ml': 5,
    'ai.onnx.training': 1,
    'ai.onnx.preview': 1,
    'ai.onnx.preview.training': 1,
    'com.microsoft': 1,
  },
};

/** A version that is too new, and the newest that is not. */
export interface TooNew {
  what: string;
  version: number;
  newest: number;
}

export function tooNewForRuntime({ irVersion, opsets }: ModelSignature): TooNew[] {
  const versions = Object.entries(opsets).map(([domain, version]) => ({
    what: domain === '' ? 'opset' : `opset of ${domain}`,
    version,
    newest: Object.hasOwn(runtimeLimits.opsets, domain) ? (runtimeLimits.opsets[domain] as number) : version,
  }));
  const all = [{ what: 'IR version', version: irVersion, newest: runtimeLimits.irVersion }, ...versions];
  return all.filter(({ version, newest }) => version > newest);
}
