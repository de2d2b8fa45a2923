/**
 * What a word of a text names, and all places that name the same: the one relation behind references, highlights and renames.
 * Declarations of a file are not among it; those are cross-references of the syntax.
 */
import { AstUtils } from 'langium';
import { flowOf } from '../analysis/nodes-of.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import * as ast from '../generated/ast.ts';
import type { ColumnSymbol } from './column.ts';
import { columnName } from './column.ts';
import { columnsAt, mentionsOf, type Word } from './column-mentions.ts';
import { followColumn } from './follow-column.ts';
import { argumentPlaces, namedParameter, parameterPlaces } from './parameter-mentions.ts';
import { type ProjectTexts, placed } from './project-texts.ts';
import { type SourceMention, type SourceName, sourceMentionsIn, sourceMentionsInTest } from './source-mentions.ts';
import { type Tensor, tensorAt, tensorMentions, tensorOf } from './tensor-mentions.ts';

export type NamedSymbol =
  | { is: 'column'; column: ColumnSymbol }
  | { is: 'parameter'; parameter: ast.Parameter }
  | { is: 'tensor'; tensor: Tensor }
  | SourceName;

/** A place that names a symbol. */
export interface SymbolMention {
  place: Place;
  isDeclaration: boolean;
  /** Which words of the query at the place. */
  inQuery?: { offset: number; end: number; parts?: string[]; index?: number };
}

export function symbolAt(word: Word, offsetInQuery?: number): NamedSymbol | undefined {
  const { node, property } = word;
  const [column] = columnsAt(word, offsetInQuery);
  if (column !== undefined) {
    const parameter = ast.isFieldItem(node) && property === 'name' ? parameterNamed(node) : undefined;
    return parameter === undefined ? { is: 'column', column } : { is: 'parameter', parameter };
  }
  if (property === 'name' && (ast.isParameter(node) || ast.isReference(node))) {
    const parameter = ast.isParameter(node) ? node : parameterNamed(node);
    if (parameter !== undefined) return parameterSymbol(parameter);
  }
  const argument = ast.isArgument(node) && property === 'name' ? argumentOf(node) : undefined;
  if (argument !== undefined) return parameterSymbol(argument);
  const tensor = ast.isFieldDeclaration(node) && property === 'name' ? tensorOf(node) : tensorAt(node, property);
  return tensor === undefined ? sourceAt(word, offsetInQuery) : { is: 'tensor', tensor };
}

function parameterSymbol(parameter: ast.Parameter): NamedSymbol {
  return parameter.isStream ? { is: 'stream', stream: parameter } : { is: 'parameter', parameter };
}

function parameterNamed(node: ast.Reference | ast.FieldItem): ast.Parameter | undefined {
  const statement = AstUtils.getContainerOfType(node, ast.isNode);
  const [found] = statement === undefined ? [] : placed(statement);
  return namedParameter(node, found?.node);
}

function argumentOf({ $container: run, name }: ast.Argument): ast.Parameter | undefined {
  return ast.isFlowRun(run) ? run.flow?.ref?.parameters.find((one) => one.name === name) : undefined;
}

function sourceAt({ node, property, offset }: Word, offsetInQuery: number | undefined): SourceName | undefined {
  if (property === 'name' && ast.isNode(node)) return { is: 'stream', stream: node };
  if (property === 'name' && ast.isPort(node)) return { is: 'port', port: node };
  const test = AstUtils.getContainerOfType(node, ast.isTest);
  const flow = flowOf(node);
  const mentions = test ? sourceMentionsInTest(test) : flow ? sourceMentionsIn(flow) : [];
  const here = mentions.filter(({ place }) => place.node === node && place.property === property);
  if (offsetInQuery === undefined) return here.find((mention) => isAtWord(mention, offset))?.means;
  return here.find(({ inQuery }) => inQuery && inQuery.offset <= offsetInQuery && offsetInQuery <= inQuery.end)?.means;
}

/** Of a list of names the one that is written there. */
function isAtWord({ place, inQuery }: SourceMention, offset: number): boolean {
  if (inQuery !== undefined) return false;
  if (place.index === undefined) return true;
  const reference = (place.node as ast.TaskNode).after[place.index]?.$refNode;
  return reference !== undefined && reference.offset <= offset && offset <= reference.end;
}

/** Every place that names the symbol, each once. */
export function mentionsOfSymbol(symbol: NamedSymbol, project: ProjectTexts): SymbolMention[] {
  switch (symbol.is) {
    case 'column':
      return uniqueMentions(columnMentions(symbol.column, project));
    case 'parameter':
      return [declaration(symbol.parameter), ...parameterPlaces(symbol.parameter, project).map(plain)];
    case 'tensor':
      return [declaration(symbol.tensor.field), ...tensorMentions(symbol.tensor, project).map(plain)];
    default:
      return sourceMentions(symbol, project);
  }
}

function columnMentions(column: ColumnSymbol, project: ProjectTexts): SymbolMention[] {
  return mentionsOf(followColumn(column, columnName(column), project), project);
}

function sourceMentions(symbol: SourceName, project: ProjectTexts): SymbolMention[] {
  const named = symbol.is === 'stream' ? symbol.stream : symbol.port;
  const flow = flowOf(named);
  if (flow === undefined) return [];
  const around = project.usesOf(flow).map((use) => use.flow.flow);
  const flows = new Set([flow, ...around]);
  const tests = [...flows].flatMap((one) => project.testsOf(one)).flatMap(sourceMentionsInTest);
  const mentions = [...[...flows].flatMap(sourceMentionsIn), ...tests].filter(({ means }) => isSame(means, symbol));
  const filled = ast.isParameter(named) ? argumentPlaces(named, flow, project) : [];
  return [declaration(named), ...mentions.map((one) => ({ ...one, isDeclaration: false })), ...filled.map(plain)];
}

function isSame(one: SourceName, other: SourceName): boolean {
  if (one.is === 'stream') return other.is === 'stream' && one.stream === other.stream;
  return other.is === 'port' && one.port === other.port;
}

function declaration(node: ast.Stream | ast.Port | ast.FieldDeclaration): SymbolMention {
  return { place: { node, property: 'name' }, isDeclaration: true };
}

function plain(place: Place): SymbolMention {
  return { place, isDeclaration: false };
}

function uniqueMentions(mentions: readonly SymbolMention[]): SymbolMention[] {
  const unique: SymbolMention[] = [];
  const seen = new Map<object, Set<string>>();
  for (const mention of mentions) {
    const { node, property, index } = mention.place;
    const keys = seen.get(node) ?? new Set();
    seen.set(node, keys);
    const key = `${property} ${index} ${mention.inQuery?.offset}`;
    if (!keys.has(key)) unique.push(mention);
    keys.add(key);
  }
  return unique;
}
