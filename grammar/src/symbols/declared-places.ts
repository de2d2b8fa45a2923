/** Where a declared field enters flows: along the types that name its schema, the schemas that extend it, and datasets. */

import { analyzeFlow } from '../analysis/analyze-flow.ts';
import { declarationInSchema, fieldDeclaration } from '../analysis/field-declaration.ts';
import { flowOf } from '../analysis/nodes-of.ts';
import * as ast from '../generated/ast.ts';
import { type ColumnSymbol, carried, declared } from './column.ts';
import { type ProjectTexts, placed } from './project-texts.ts';

type Path = readonly string[];

/** What a type is declared for, and what declares it with this field at this path. */
export type Owner = ast.ReadNode | ast.TaskNode | ast.ReviewNode | ast.Parameter | ast.Dataset;

/** The columns that a declared field is the same as. */
export function columnsOfField(field: ast.FieldDeclaration, project: ProjectTexts): ColumnSymbol[] {
  return ownersOf(field, project).flatMap(({ owner, path }) =>
    ast.isSchema(owner) ? namesakes(owner, path, field) : columnsOfOwner(owner, path, project),
  );
}

interface OwnedField {
  owner: Owner | ast.Schema;
  path: Path;
}

/** As many as a record may have fields: what has more is refused elsewhere, and must not take for ever here. */
const most = 20_000;

/** Everything that declares a record with the field somewhere in it, the schemas on the way among them. */
export function ownersOf(field: ast.FieldDeclaration, project: ProjectTexts): OwnedField[] {
  const found = new Map<object, Set<string>>();
  const owners: OwnedField[] = [];
  const waiting: Way[] = [{ step: outside(field.$container, [field.name]), schemas: [] }];
  for (let way = waiting.pop(); way !== undefined && owners.length < most; way = waiting.pop()) {
    const { step, schemas } = way;
    for (const { owner, path } of step(project)) {
      const paths = found.get(owner) ?? new Set<string>();
      found.set(owner, paths);
      const key = path.join('\0');
      if (paths.has(key)) continue;
      paths.add(key);
      if (ast.isFieldDeclaration(owner)) waiting.push({ step: outside(owner.$container, path), schemas });
      else owners.push({ owner, path });
      // A schema that contains itself is entered once.
      if (!ast.isSchema(owner) || schemas.includes(owner) || declarationInSchema(owner, path) !== field) continue;
      waiting.push({ step: throughSchema(owner, path), schemas: [...schemas, owner] });
    }
  }
  return owners;
}

interface Way {
  step: Step;
  /** Those it has led through. */
  schemas: readonly ast.Schema[];
}

type Step = (project: ProjectTexts) => { owner: Owner | ast.Schema | ast.FieldDeclaration; path: Path }[];

/** From a record to what it is the body or the type of. */
function outside(body: ast.RecordBody, path: Path): Step {
  const owner = body.$container;
  if (ast.isSchema(owner)) return () => [{ owner, path }];
  if (ast.isAskProperty(owner)) return () => [{ owner: owner.$container, path }];
  return () => (ast.isTypeExpression(owner) ? ownerOfType(owner, path) : []);
}

function throughSchema(schema: ast.Schema, path: Path): Step {
  return (project) => [
    ...project.derivedFrom(schema).map((owner) => ({ owner, path })),
    ...project.typesNaming(schema).flatMap((type) => ownerOfType(type, path)),
  ];
}

function ownerOfType({ $container: owner }: ast.TypeExpression, path: Path): ReturnType<Step> {
  if (ast.isFieldDeclaration(owner)) return [{ owner, path: [owner.name, ...path] }];
  const isOwner = ast.isReadNode(owner) || ast.isTaskNode(owner) || ast.isParameter(owner) || ast.isDataset(owner);
  return isOwner ? [{ owner, path }] : [];
}

/** A field that is declared again takes the place of another: both have one name, or they are two columns. */
function namesakes(schema: ast.Schema, path: Path, field: ast.FieldDeclaration): ColumnSymbol[] {
  const own = declarationInSchema(schema, path);
  const inherited = schema.bases.map(({ ref }) => ref && declarationInSchema(ref, path));
  const others = [own, ...inherited].filter((one) => one !== undefined && one !== field);
  return (others as ast.FieldDeclaration[]).map(declared);
}

function columnsOfOwner(owner: Owner, path: Path, project: ProjectTexts): ColumnSymbol[] {
  if (ast.isDataset(owner)) return columnsOfDataset(owner, path, project);
  if (ast.isParameter(owner)) {
    const flow = flowOf(owner);
    return flow !== undefined && owner.isStream ? [carried(analyzeFlow(flow), owner.name, 'out', path)] : [];
  }
  return placed(owner).map(({ flow, node }) => carried(flow, node.name, 'out', path));
}

function columnsOfDataset(dataset: ast.Dataset, path: Path, project: ProjectTexts): ColumnSymbol[] {
  const read = project.readsOf(dataset).flatMap((node): ColumnSymbol[] => {
    const field = node.type && fieldDeclaration(node.type, path);
    if (field !== undefined) return [declared(field)];
    return node.type === undefined ? placed(node).map(({ flow }) => carried(flow, node.name, 'out', path)) : [];
  });
  const written = project.writesOf(dataset).flatMap(({ flow, node: { inputs } }): ColumnSymbol[] => {
    const [input] = inputs;
    return input?.from === undefined ? [] : [carried(flow, input.from, input.port, path)];
  });
  return [...read, ...written];
}

/** What declares the record that enters a flow by a node or a stream. */
export function declarationAt(owner: Owner, path: Path): ast.FieldDeclaration[] {
  const field = declarationsOf(owner, path);
  return field.filter((one) => one !== undefined);
}

function declarationsOf(owner: Owner, path: Path): (ast.FieldDeclaration | undefined)[] {
  switch (owner.$type) {
    case 'ReadNode': {
      const stored = owner.source?.dataset?.ref?.type;
      return [fieldDeclaration(owner.type ?? stored, path), owner.type && fieldDeclaration(stored, path)];
    }
    case 'ReviewNode': {
      const [name, ...inner] = path;
      const asked = owner.properties.find(ast.isAskProperty)?.record?.fields.find((one) => one.name === name);
      return [inner.length === 0 ? asked : fieldDeclaration(asked?.type, inner)];
    }
    default:
      return [fieldDeclaration(owner.type, path)];
  }
}
