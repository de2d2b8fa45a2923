/** Tests: records that are not whole, and clauses that say nothing or too much. */
import * as ast from '@millrace/grammar/syntax';
import { addItem } from './editing/lists.ts';
import { writtenName } from './editing/names.ts';
import { indentAt, insert, lineEnd, replacePlace, spanOf, textAround, textOf } from './editing/spans.ts';
import { removeStatement } from './editing/statements.ts';
import { type Fix, preferred } from './fix.ts';

export const unwholeRecords: Fix = {
  codes: ['FLOW286'],
  mends({ node, facts: { fields = {} } }) {
    if (!ast.isObjectLiteral(node)) return [];
    const entries = Object.entries(fields).map(([name, value]) => `${writtenName(name)}: ${value}`);
    const names = Object.keys(fields).map((name) => `"${name}"`);
    const edit = addItem({ owner: node, open: '{', items: node.properties }, entries.join(', '));
    return preferred(`Give ${names.join(', ')} a value`, edit);
  },
};

export const bareValues: Fix = {
  codes: ['FLOW284'],
  mends({ node, facts: { columns = [] } }) {
    return columns.slice(0, 5).map((name, index) => ({
      title: `Make it the field "${name}" of a record`,
      edits: [replacePlace({ node }, `{ ${writtenName(name)}: ${textOf({ node })} }`)],
      isPreferred: index === 0 && columns.length === 1,
    }));
  },
};

/** Records go together into the first clause of the node. */
export const repeatedClauses: Fix = {
  codes: ['FLOW289'],
  mends({ node, diagnostic }) {
    const first = diagnostic.related?.[0]?.place.node;
    if (!ast.isTestClause(node) || !ast.isTestClause(first) || first.isExact || node.isExact) return [];
    const records = node.records?.items.map((item) => textOf({ node: item })) ?? [];
    const remove = removeStatement(node);
    if (records.length === 0 || first.records === undefined) return preferred('Remove it', remove);
    const list = { owner: first.records, open: '[', items: first.records.items } as const;
    return preferred('Move its records to the first one', addItem(list, records.join(', ')), remove);
  },
};

export const needlessClauses: Fix = {
  codes: ['FLOW287'],
  mends({ node }) {
    return preferred('Remove it', removeStatement(node));
  },
};

/** An empty expectation to be filled in: of an output, else of the last node. */
export const emptyTests: Fix = {
  codes: ['FLOW288'],
  mends({ node }) {
    const flow = ast.isTest(node) ? node.run?.flow?.ref : undefined;
    const output = flow?.outputs[0]?.node?.$refText;
    const last = ast.isTest(node) ? node.clauses.at(-1) : undefined;
    if (output === undefined || last === undefined) return [];
    const text = textAround(node);
    const { offset, end } = spanOf({ node: last });
    const clause = `${lineEnd(text)}${indentAt(text, offset)}expect ${writtenName(output)}: []`;
    return preferred(`Expect records of "${output}"`, insert(text, end, clause));
  },
};
