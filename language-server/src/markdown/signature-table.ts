import type { ModelOutput, ModelSignature, ModelTensor } from '@millrace/grammar';

/** `float32[N, 38]` */
export function printTensor({ element, elementName, dimensions }: ModelTensor): string {
  const sizes = dimensions?.map((size) => (size === null ? '?' : String(size))) ?? ['…'];
  return `${element ?? elementName}[${sizes.join(', ')}]`;
}

export function printOutput(output: ModelOutput): string {
  switch (output.kind) {
    case 'tensor':
      return printTensor(output) + byLabel(output.labels);
    case 'zipMap':
      return `float32[N, ${output.labels.length}]${byLabel(output.labels)}`;
    case 'other':
      return output.description;
  }
}

function byLabel(labels: readonly (string | number)[] = []): string {
  return labels.length === 0 ? '' : ` by label ${labels.join(', ')}`;
}

/** What goes into a model and what comes out, as a Markdown table. */
export function signatureTable(signature: ModelSignature): string {
  const rows = [
    ...signature.inputs.map((tensor) => ['in', tensor.name, printTensor(tensor)]),
    ...signature.outputs.map((output) => ['out', output.name, printOutput(output)]),
  ];
  const opset = signature.opsets[''];
  const version = signature.irVersion > 0 && `IR ${signature.irVersion}`;
  const origin = [signature.producer, opset !== undefined && `opset ${opset}`, version].filter(Boolean).join(', ');
  return [
    '| | name | type |',
    '|---|---|---|',
    ...rows.map(([way, name, type]) => `| ${way} | ${code(name ?? '')} | ${code(type ?? '')} |`),
    ...(origin === '' ? [] : ['', origin]),
  ].join('\n');
}

/** Names come from files of strangers: nothing in them may end the cell or the code span. */
function code(text: string): string {
  return `\`${text.replace(/[`|\r\n]/g, ' ')}\``;
}
