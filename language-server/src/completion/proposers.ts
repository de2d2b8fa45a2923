/** Which proposer answers at which place of the tree: the type of the node the cursor's word belongs to, and the property. */

import { annotationNames } from './annotation-proposals.ts';
import { columnsOfData } from './data-field-proposals.ts';
import { calledNames, itemNames, referenceProposals } from './expression-proposals.ts';
import { exceptedFields, memberFields, unselectedFields } from './field-proposals.ts';
import { modelNames } from './infer-proposals.ts';
import { isInJoinKey, joinedColumns } from './join-proposals.ts';
import { keywordProposals } from './keyword-proposals.ts';
import { dimensionNames, flowNames, importableNames, nodeNames, schemaNames, typeNames } from './name-proposals.ts';
import { importPaths } from './path-proposals.ts';
import { propertyNames, sourceNames } from './property-proposals.ts';
import type { Proposer } from './proposal.ts';
import { testedNames, testedPorts } from './run-proposals.ts';
import { inputNames, portNames } from './source-proposals.ts';
import { textProposals } from './text-proposals.ts';

export const proposers: Readonly<Record<string, Proposer>> = {
  'AllItem.except': exceptedFields,
  'Annotation.name': annotationNames,
  'Call.function': calledNames,
  'Dimension.symbol': dimensionNames,
  // Behind `*` and `...record` a word may also go on with the item before.
  'FieldItem.name': (context) =>
    itemNames(context) ?? [...unselectedFields(context), ...keywordProposals(context.services, context.cursor)],
  'FieldDeclaration.name': columnsOfData,
  'FlowRun.flow': flowNames,
  'Import.path': importPaths,
  'ImportedSymbol.declaration': importableNames,
  'InferNode.model': modelNames,
  'Input.node': inputNames,
  'Input.port': portNames,
  'Member.field': (context) => (isInJoinKey(context.place.node) ? joinedColumns(context) : memberFields(context)),
  'Output.node': nodeNames,
  'Property.key': propertyNames,
  'Reference.name': referenceProposals,
  'Schema.bases': schemaNames,
  'SchemaReference.schema': typeNames,
  'Source.dataset': sourceNames,
  'StringLiteral.value': textProposals,
  'TaskNode.after': nodeNames,
  'TaskNode.model': modelNames,
  'TestClause.node': testedNames,
  'TestClause.port': testedPorts,
};
