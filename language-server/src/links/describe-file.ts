import { flowSignatures, type Ports } from '@millrace/grammar';
import type { FlowFile } from '@millrace/grammar/syntax';
import { type LangiumDocuments, URI, UriUtils } from 'langium';
import { printOutput, printTensor } from '../markdown/signature-table.ts';

/** A few words on a file that a link leads to; undefined of an address. */
export function describeFile(target: string, ports: Ports, documents: LangiumDocuments): string | undefined {
  const uri = URI.parse(target);
  if (/^https?$/.test(uri.scheme)) return undefined;
  const name = UriUtils.basename(uri);
  const about = aboutFlows(uri, documents) ?? aboutModel(target, ports) ?? aboutSize(ports.fileSize?.(target));
  return about === undefined ? name : `${name}: ${about}`;
}

function aboutFlows(uri: URI, documents: LangiumDocuments): string | undefined {
  const document = documents.getDocument(uri);
  if (document === undefined) return undefined;
  const names = (document.parseResult.value as FlowFile).declarations.flatMap((one) => ('name' in one ? one.name : []));
  const flows = flowSignatures(document).length;
  return `${names.slice(0, 6).join(', ')}${names.length > 6 ? ', …' : ''}${flows > 0 ? ` (${count(flows, 'flow')})` : ''}`;
}

function aboutModel(target: string, ports: Ports): string | undefined {
  const model = target.endsWith('.onnx') ? ports.model?.(target) : undefined;
  if (model === undefined || model === 'missing' || !model.ok) return undefined;
  const { inputs, outputs } = model.signature;
  const takes = inputs.map((tensor) => `${tensor.name}: ${printTensor(tensor)}`).join(', ');
  return `takes ${takes}; gives ${outputs.map((output) => `${output.name}: ${printOutput(output)}`).join(', ')}`;
}

const units = ['bytes', 'KB', 'MB', 'GB'];

function aboutSize(bytes: number | undefined): string | undefined {
  if (bytes === undefined) return undefined;
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${Number((bytes / 1000 ** step).toPrecision(3))} ${units[step]}`;
}

function count(many: number, word: string): string {
  return `${many} ${word}${many === 1 ? '' : 's'}`;
}
