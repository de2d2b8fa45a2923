/**
 * What a node touches outside of its flow: files, hosts, secrets. The checks, the plan and through it the package and the
 * permissions of code all read this one list. A path that is a parameter is known only with the parameter's value.
 */
import { AstUtils, type LangiumDocument } from 'langium';
import { connectors } from '../catalog/connectors/index.ts';
import { task } from '../catalog/nodes/task.ts';
import { runners } from '../catalog/runners/index.ts';
import type { PropertySpec, ValueSpec } from '../catalog/spec.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import { isSecretCall, secretNameOf } from '../expressions/typing/type-secret.ts';
import * as ast from '../generated/ast.ts';
import { resolvePath } from '../names/import-uri.ts';
import { readPinnedCode } from '../names/pinned-code.ts';
import type { Ports } from '../ports.ts';
import { addressOf } from '../properties/address.ts';
import { readCall } from '../properties/call-options.ts';
import { bindArguments, type Callee, calledName } from '../properties/call-properties.ts';
import { type ParameterValues, type PropertyValues, readProperties, readValue } from '../properties/read-value.ts';
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
  /** A database: several nodes may read and write it. */
  holdsTables?: boolean;
  /** Where the text names it itself, the path as written and the words. */
  named?: { path: string; place: Place };
}

export function effectsOf(node: ast.Node, values: ParameterValues, ports: Ports): NodeEffects {
  return { files: filesOf(node, values, ports), hosts: hostsOf(node, values), secrets: secretsOf(node) };
}

/** Among hosts: code says that it talks to others, and not to which. */
const anyHost = '*';

/** Of addresses that are known; where a secret is the address, its host is known to nobody before the run. */
function hostsOf(node: ast.Node, values: ParameterValues): string[] {
  if (ast.isTaskNode(node)) return grantsOf(node, values).network === true ? [anyHost] : [];
  const call = ast.isReadNode(node) ? node.source : ast.isWriteNode(node) ? node.target : undefined;
  const specs = call && connectors.find(({ name }) => name === calledName(call))?.options;
  if (call === undefined || specs === undefined) return [];
  const { options } = readCall(call, specs, values);
  const addresses = specs.filter(({ value }) => mayBeAddress(value)).map(({ name }) => options[name]);
  const hosts = addresses.flatMap((one) => (typeof one === 'string' ? (addressOf(one)?.host ?? []) : []));
  return [...new Set(hosts)].sort();
}

function mayBeAddress(value: ValueSpec): boolean {
  return value.kind === 'url' || (value.kind === 'either' && value.of.some(mayBeAddress));
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
  if (!ast.isCall(run)) return [];
  const files = filesOfCall(run, runners, 'code', values).flatMap((file) => asLocked(file, run, ports));
  const { writes } = ast.isTaskNode(node) ? grantsOf(node, values) : {};
  const granted: TouchedFile[] =
    typeof writes === 'string'
      ? [{ uri: resolvePath(AstUtils.getDocument(run), writes).toString(), use: 'write' }]
      : [];
  return [...files.flatMap((file) => withImports(file, ports)), ...granted];
}

/** What a task says that its code may do. */
function grantsOf({ properties }: ast.TaskNode, values: ParameterValues): PropertyValues {
  const { grants } = readProperties(properties?.properties ?? [], task.properties, values);
  return typeof grants === 'object' && grants !== null ? grants : {};
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
    const holdsTables = spec?.value.kind === 'path' && spec.value.holds === 'tables';
    const named = { path, place: { node: value } };
    return [{ uri: resolvePath(document, path).toString(), use, ...(holdsTables && { holdsTables }), named }];
  });
}

/** Code of another repository is where the project has it; before it has any, nothing is known of it. */
function asLocked(file: TouchedFile, run: ast.Call, ports: Ports): TouchedFile[] {
  const reading = readPinnedCode(file.named?.path ?? '');
  if (reading === undefined) return [file];
  const uri = reading.ok ? ports.pinnedCode?.(reading.code, AstUtils.getDocument(run).uri.toString()) : undefined;
  return uri === undefined ? [] : [{ ...file, uri }];
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
