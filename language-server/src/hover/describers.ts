/** Which text answers at which place of the tree: the type of the node the word belongs to, and the property. */
import * as ast from '@millrace/grammar/syntax';
import type { WordInTree } from '../cursor/leaf-at.ts';
import type { FlowLanguageServices } from '../services.ts';
import {
  annotationHover,
  calledHover,
  keywordHover,
  optionHover,
  propertyHover,
  sourceHover,
  wordHover,
} from './catalogue-hover.ts';
import { declarationHover, parameterHover, referenceHover } from './declaration-hover.ts';
import { declaredFieldHover, fieldHover, selectedFieldHover } from './field-hover.ts';
import { literalHover } from './literal-hover.ts';
import { nodeHover, nodeReferenceHover, portHover } from './node-hover.ts';
import { pathHover } from './path-hover.ts';
import { outputHover, tensorHover } from './tensor-hover.ts';

/** Markdown; undefined where there is nothing to say. */
export type Describer = (word: WordInTree, services: FlowLanguageServices) => string | Promise<string> | undefined;

const describers: Readonly<Record<string, Describer>> = {
  'AllItem.except': fieldHover,
  'Annotation.name': annotationHover,
  'Argument.name': (word, services) => optionHover(word) ?? parameterHover(word, services),
  'Call.function': calledHover,
  'FieldDeclaration.name': declaredFieldHover,
  'FieldItem.name': selectedFieldHover,
  'DateLiteral.text': literalHover,
  'Dataset.name': declarationHover,
  'DurationLiteral.text': literalHover,
  'Flow.name': declarationHover,
  'FlowRun.flow': referenceHover,
  'Import.path': pathHover,
  'ImportedSymbol.declaration': referenceHover,
  'InferNode.model': referenceHover,
  'Input.node': (word, services) => nodeReferenceHover(word) ?? referenceHover(word, services),
  'Input.port': portHover,
  'Input.subport': portHover,
  'Member.field': fieldHover,
  'Model.name': declarationHover,
  'Output.node': nodeReferenceHover,
  'Parameter.name': declarationHover,
  'Property.key': (word, services) => propertyHover(word) ?? tensorHover(word, services),
  'Reference.name': (word, services) => outputHover(word, services) ?? fieldHover(word, services) ?? wordHover(word),
  'Schema.bases': referenceHover,
  'Schema.name': declarationHover,
  'SchemaReference.schema': referenceHover,
  'SizeLiteral.text': literalHover,
  'Source.dataset': (word, services) => referenceHover(word, services) ?? sourceHover(word),
  'StringLiteral.value': pathHover,
  'TaskNode.after': nodeReferenceHover,
  'TaskNode.model': referenceHover,
  'TestClause.node': (word, services) => nodeReferenceHover(word) ?? referenceHover(word, services),
  'TestClause.port': portHover,
  'TimestampLiteral.text': literalHover,
};

export function describe(word: WordInTree, services: FlowLanguageServices): ReturnType<Describer> {
  const { node, property } = word;
  if (ast.isNode(node) && property === 'name') return nodeHover(word);
  const describer = describers[`${node.$type}.${property}`];
  return describer === undefined ? keywordHover(word) : describer(word, services);
}
