import { AstUtils, URI, UriUtils } from 'langium';
import * as ast from '../generated/ast.ts';
import { resolvePath } from '../names/import-uri.ts';
import type { ModelSignature, SignatureResult } from '../onnx/signature.ts';
import type { Ports } from '../ports.ts';
import { isLossy } from './damage.ts';
import { contractSignature } from './model-contract.ts';
import { propertyValue } from './property-value.ts';

/** The file a model declaration names, as written and as a URI; undefined where it names none. */
export function modelFile(model: ast.Model): { path: string; uri: string; literal: ast.StringLiteral } | undefined {
  const literal = propertyValue(model.properties, 'file');
  if (!ast.isStringLiteral(literal) || literal.value === '') return undefined;
  return { path: literal.value, uri: resolvePath(AstUtils.getDocument(model), literal.value).toString(), literal };
}

/** A file with weights outside of the model: the name the model gives it, and the bytes it needs to have. */
export interface ModelDataFile {
  name: string;
  uri: string;
  size: number;
}

export function modelDataFiles(uri: string, { externalFiles }: ModelSignature): ModelDataFile[] {
  const folder = UriUtils.dirname(URI.parse(uri));
  return externalFiles.map(({ path, size }) => ({
    name: path,
    uri: UriUtils.resolvePath(folder, path).toString(),
    size,
  }));
}

export function readModel(model: ast.Model, ports: Ports): SignatureResult | 'missing' | undefined {
  const file = modelFile(model);
  return file && ports.model?.(file.uri);
}

/**
 * What the file says, else what the contract says. undefined where there is no contract and the file is missing, unreadable or not
 * known; the checks on models say which.
 */
export function signatureOf(model: ast.Model | undefined, ports: Ports): ModelSignature | undefined {
  const result = model && readModel(model, ports);
  if (result !== undefined && result !== 'missing' && result.ok) return result.signature;
  return model && (isLossy(model) ? undefined : contractSignature(model));
}
