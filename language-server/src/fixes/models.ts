/** What fills the inputs of a model, what its outputs are called, and contracts that its file does not keep. */
import { contractRecord, type RecordType } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { AstUtils } from 'langium';
import type { TextEdit } from 'vscode-languageserver';
import { flowAround } from '../cursor/flow-around.ts';
import { addItem, removeItem } from './editing/lists.ts';
import { otherName, writtenName } from './editing/names.ts';
import { addProperty, findProperty } from './editing/properties.ts';
import { replacePlace } from './editing/spans.ts';
import { type Fix, type Mend, preferred } from './fix.ts';

const numbers = /^(u?int(8|16|32|64)|float(32|64)|bool)$/;

export const emptyInputs: Fix = {
  codes: ['FLOW403'],
  mends({ node, facts: { input, count = 1, candidates = [] } }) {
    const record = flowAround(node)?.node?.input;
    if (!ast.isInferNode(node) || input === undefined) return [];
    const named = candidates.map((column) => mapping(node, input, writtenName(column), `the column "${column}"`));
    const ordered = inOrder(record, count);
    const value = ordered && `[${ordered.map(writtenName).join(', ')}]`;
    const listed =
      value === undefined ? [] : [mapping(node, input, value, `the columns ${ordered?.join(', ')}, in their order`)];
    return [...named, ...listed].map((mend, index) => ({ ...mend, isPreferred: index === 0 }));
  },
};

/** The first columns that are numbers and never null, where there are as many. */
function inOrder(record: RecordType | undefined, count: number): string[] | undefined {
  const fields = record?.fields.filter(
    ({ type }) => type.kind === 'scalar' && numbers.test(type.name) && !type.nullable,
  );
  return fields === undefined || fields.length < count || count > 64
    ? undefined
    : fields.slice(0, count).map(({ name }) => name);
}

function mapping(node: ast.InferNode, input: string, value: string, what: string): Mend {
  return {
    title: `Fill "${input}" with ${what}`,
    edits: [addEntry(node, 'inputs', `${writtenName(input)}: ${value}`)],
  };
}

/** In the mapping that is there, or in a new one. */
function addEntry(node: ast.InferNode, key: string, entry: string): TextEdit | undefined {
  const value = findProperty(node, key)?.value;
  if (ast.isObjectLiteral(value)) return addItem({ owner: value, open: '{', items: value.properties }, entry);
  return value === undefined ? addProperty(node, `${key}: { ${entry} }`) : undefined;
}

/** The output gets another column, or the old column goes. */
export const takenColumns: Fix = {
  codes: ['FLOW408'],
  mends({ node, diagnostic, facts: { name } }) {
    const infer = AstUtils.getContainerOfType(node, ast.isInferNode);
    const analysis = infer && flowAround(infer)?.node;
    if (infer === undefined || analysis?.input === undefined || name === undefined) return [];
    const kept = analysis.input.fields.map((field) => field.name);
    const column = otherName(name, new Set(kept));
    const title = `Call the column "${column}"`;
    const isMapped = ast.isProperty(node);
    const edit = isMapped
      ? replacePlace(diagnostic.place, writtenName(column))
      : addOutputs(infer, analysis.inference?.outputs ?? [], name, column);
    return [...preferred(title, edit), ...withoutOld(infer, name)];
  },
};

/** Without a mapping all outputs have been columns, so all are named. */
function addOutputs(infer: ast.InferNode, outputs: { from: { name: string } }[], name: string, column: string) {
  const entries = outputs.map(({ from }) => {
    return `${writtenName(from.name === name ? column : from.name)}: ${writtenName(from.name)}`;
  });
  return entries.length === 0 ? undefined : addProperty(infer, `outputs: { ${entries.join(', ')} }`);
}

function withoutOld(infer: ast.InferNode, name: string): Mend[] {
  if (findProperty(infer, 'keep') !== undefined) return [];
  const edits = [addProperty(infer, `keep: [* except (${writtenName(name)})]`)];
  return [{ title: `Leave out the old "${name}"`, edits }];
}

/** The file is right: it is what runs. */
export const brokenContracts: Fix = {
  codes: ['FLOW416', 'FLOW417'],
  mends({ node, code, diagnostic, facts: { name = '', type = '' } }) {
    if (code === 'FLOW416') return preferred(`Change to ${type}`, replacePlace(diagnostic.place, type));
    const model = AstUtils.getContainerOfType(node, ast.isModel);
    const record = model && contractRecord(model, 'inputs');
    if (record === undefined) return [];
    const edit = addItem({ owner: record, open: '{', items: record.fields }, `${writtenName(name)}: ${type}`);
    return preferred(`Add "${name}: ${type}" to the contract`, edit);
  },
};

/** An output that no column can hold is not asked for. */
export const unheldOutputs: Fix = {
  codes: ['FLOW407'],
  mends({ node }) {
    return ast.isProperty(node) ? preferred('Leave the output out', removeItem(node)) : [];
  },
};
