/** Schemas and the types that stand in them and at nodes. */
import { recordTypeOf } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { AstUtils } from 'langium';
import { flowAround } from '../cursor/flow-around.ts';
import { removeItem } from './editing/lists.ts';
import { writtenName } from './editing/names.ts';
import { insert, replace, replacePlace, spanOf, textAround, textOf } from './editing/spans.ts';
import { type Fix, preferred } from './fix.ts';

/** The first `extends` of the circle, or the field that holds the schema. */
export const schemaCircles: Fix = {
  codes: ['FLOW251', 'FLOW252'],
  mends({ node, diagnostic, code }) {
    if (!ast.isSchema(node)) return [];
    const next = diagnostic.related?.[0]?.place.node ?? node;
    if (code === 'FLOW251') return preferred('Extend no schema of the circle', withoutBase(node, next));
    const fields = node.body?.fields.filter(
      ({ type }) => ast.isSchemaReference(type?.base) && type.base.schema?.ref === next,
    );
    return preferred('Hold it as json', ...(fields ?? []).map(({ type }) => replacePlace({ node: type.base }, 'json')));
  },
};

function withoutBase(schema: ast.Schema, base: unknown) {
  const index = Math.max(
    0,
    schema.bases.findIndex(({ ref }) => ref === base),
  );
  const text = textAround(schema);
  const span = spanOf({ node: schema, property: 'bases', index });
  const { end } = spanOf({ node: schema, property: 'name' });
  if (schema.bases.length === 1) return replace(text, { offset: end, end: span.end }, '');
  const before = /\s*,\s*$/.exec(text.getText().slice(0, span.offset))?.[0].length ?? 0;
  const behind = before > 0 ? 0 : (/^\s*,\s*/.exec(text.getText().slice(span.end))?.[0].length ?? 0);
  return replace(text, { offset: span.offset - before, end: span.end + behind }, '');
}

export const overrides: Fix = {
  codes: ['FLOW253'],
  mends({ node, facts: { type = '' }, diagnostic }) {
    const isShort = !type.includes('{');
    const inherited = isShort ? preferred(`Change to ${type}`, replacePlace(diagnostic.place, type)) : [];
    return [...inherited, { title: 'Remove the field', edits: [removeItem(node)], isPreferred: !isShort }];
  },
};

export const badVectors: Fix = {
  codes: ['FLOW255'],
  mends({ node, diagnostic }) {
    if (ast.isDimension(node)) return preferred('Change to 1', replacePlace(diagnostic.place, '1'));
    return preferred('Make it a list', replacePlace(diagnostic.place, '[]'));
  },
};

/** A record is handed to a flow as a stream. */
export const recordParameters: Fix = {
  codes: ['FLOW260'],
  mends({ node, diagnostic }) {
    if (!ast.isParameter(node)) return [];
    const { offset, end } = spanOf(diagnostic.place);
    if (recordTypeOf(node.type) !== undefined)
      return preferred('Make it a stream', insert(textAround(node), offset, 'stream '));
    const { base, suffixes } = node.type;
    const isList = ast.isScalarReference(base) && suffixes.length > 0 && base.name !== 'json' && base.name !== 'bytes';
    const scalar = replace(textAround(node), { offset: spanOf({ node: base }).end, end }, '');
    return isList ? preferred(`Make it one ${base.name}`, scalar) : [];
  },
};

/** The field that the advice names, where the record has it. */
export const deprecatedFields: Fix = {
  codes: ['FLOW262'],
  mends({ node, facts: { advice = '', name } }) {
    const known = flowAround(node)?.node?.scope?.fields ?? [];
    const words = new Set(advice.match(/[A-Za-z_]\w*/g));
    const named = known.filter((field) => field.name !== name && words.has(field.name));
    return named.map((field) => ({
      title: `Change to "${field.name}"`,
      edits: [replacePlace({ node }, writtenName(field.name))],
      isPreferred: named.length === 1,
    }));
  },
};

/** A read that says less than its dataset does, or nothing at all. */
export const readSchemas: Fix = {
  codes: ['FLOW270', 'FLOW271'],
  mends({ node, code }) {
    if (!ast.isReadNode(node)) return [];
    const { end } = spanOf({ node, property: 'name' });
    const text = textAround(node);
    if (code === 'FLOW270') {
      const type = spanOf({ node, property: 'type' });
      return preferred('Take the schema of the dataset', replace(text, { offset: end, end: type.end }, ''));
    }
    const file = AstUtils.findRootNode(node) as ast.FlowFile;
    const imported = file.imports.flatMap(({ symbols }) => symbols.map(({ declaration }) => declaration?.ref));
    const schemas = [...file.declarations, ...imported].filter(ast.isSchema).slice(0, 5);
    return schemas.map(({ name }) => ({
      title: `Read records of "${name}"`,
      edits: [insert(text, end, `: ${writtenName(name)}`)],
      isPreferred: schemas.length === 1,
    }));
  },
};

/** What flows are records: one, and not many or none; or a record of that one value. */
export const noRecords: Fix = {
  codes: ['FLOW254'],
  mends({ node }) {
    const { type } = node as { type?: ast.TypeExpression };
    if (!ast.isTypeExpression(type)) return [];
    const isRecord = ast.isRecordBody(type.base) || ast.isSchemaReference(type.base);
    const text = isRecord ? textOf({ node: type.base }) : `{ value: ${textOf({ node: type })} }`;
    return preferred(`Change to ${text.replace(/\s+/g, ' ')}`, replacePlace({ node: type }, text));
  },
};

/** The `...` goes, and the column stays. */
export const noSpreads: Fix = {
  codes: ['FLOW258'],
  mends({ node }) {
    if (!ast.isSpreadItem(node)) return [];
    const path = textOf({ node: node.record });
    const item = ast.isReference(node.record) ? path : `${path.split('.').at(-1)}: ${path}`;
    return preferred(`Keep the column "${path}"`, replacePlace({ node }, item));
  },
};
