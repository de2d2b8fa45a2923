/**
 * What a node touches outside of its flow: files, hosts, secrets. The checks, the plan and through it the package and the
 * permissions of code all read this one list. A path that is a parameter is known only with the parameter's value.
 */
import { AstUtils, type LangiumDocument } from 'langium';
import { connectors } from '../catalog/connectors/index.ts';
import { runners } from '../catalog/runners/index.ts';
import type { PropertySpec } from '../catalog/spec.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import { isSecretCall, secretNameOf } from '../expressions/typing/type-secret.ts';
import * as ast from '../generated/ast.ts';
import { resolvePath } from '../names/import-uri.ts';
import type { Ports } from '../ports.ts';
import { bindArguments, type Callee, calledName } from '../properties/call-properties.ts';
import { type ParameterValues, readValue } from '../properties/read-value.ts';
import { checkpointOf } from './model-checkpoint.ts';
import { modelDataFiles, modelFile, signatureOf } from './model-file.ts';
import { propertyValue } from './property-value.ts';

export interface NodeEffects {
  /** In the order of the text; what a named file leads to (weights, imported code) behind it. */
  files: TouchedFile[];
  hosts: string[];
  secrets: string[];
}

export interface TouchedFile {
  uri: string;
  use: 'read' | 'write' | 'code' | 'model';
  /** Where the text names it itself, the path as written and the words. */
  named?: { path: string; place: Place };
}

export function effectsOf(node: ast.Node, values: ParameterValues, ports: Ports): NodeEffects {
  return { files: filesOf(node, values, ports), hosts: [], secrets: secretsOf(node) };
}

/** Names are written out, so that they are known without any value. */
function secretsOf(node: ast.Node): string[] {
  const names = [...AstUtils.streamAst(node)].filter(isSecretCall).flatMap((call) => secretNameOf(call) ?? []);
  return [...new Set(names)].sort();
}

/** In the order of the text; what a named file leads to behind it. */
export function filesOf(node: ast.Node, values: ParameterValues, ports: Ports): TouchedFile[] {
  if (ast.isReadNode(node)) return filesOfCall(node.source, connectors, 'read', values);
  if (ast.isWriteNode(node)) return filesOfCall(node.target, connectors, 'write', values);
  if (ast.isInferNode(node)) return filesOfModel(node.model?.ref, ports);
  const run = ast.isTaskNode(node) ? propertyValue(node.properties, 'run') : undefined;
  return ast.isCall(run) ? filesOfCall(run, runners, 'code', values).flatMap((file) => withImports(file, ports)) : [];
}

function filesOfCall(
  call: Callee | undefined,
  list: readonly { name: string; options: PropertySpec[] }[],
  use: TouchedFile['use'],
  values: ParameterValues,
): TouchedFile[] {
  const options = call && list.find(({ name }) => name === calledName(call))?.options;
  if (call === undefined || options === undefined || (ast.isSource(call) && call.dataset.ref !== undefined)) return [];
  const document: LangiumDocument = AstUtils.getDocument(call);
  return bindArguments(call, options).flatMap(({ argument: { value }, spec }) => {
    const reading = spec?.value.kind === 'path' && value ? readValue(value, spec.value, values) : undefined;
    if (reading?.is !== 'known' || typeof reading.value !== 'string') return [];
    const path = reading.value;
    return [{ uri: resolvePath(document, path).toString(), use, named: { path, place: { node: value } } }];
  });
}

/** Code is read with everything that it imports. */
function withImports(file: TouchedFile, ports: Ports): TouchedFile[] {
  const imported = (ports.codeFiles?.(file.uri) ?? []).filter((uri) => uri !== file.uri).sort();
  return [file, ...imported.map((uri): TouchedFile => ({ uri, use: 'code' }))];
}

/** A model's file, then those that hold weights for it. The text names it at its declaration. */
function filesOfModel(model: ast.Model | undefined, ports: Ports): TouchedFile[] {
  const file = model && modelFile(model);
  if (model === undefined || file === undefined || checkpointOf(model)?.from === 'catalogue') return [];
  const signature = signatureOf(model, ports);
  const data = signature === undefined ? [] : modelDataFiles(file.uri, signature);
  return [file, ...data].map(({ uri }) => ({ uri, use: 'model' }));
}
