/** Which proposer answers at which place of the tree: the type of the node the cursor's word belongs to, and the property. */

import { annotationNames } from './annotation-proposals.ts';
import { calledNames, referenceProposals } from './expression-proposals.ts';
import { exceptedFields, memberFields, unselectedFields } from './field-proposals.ts';
import { keywordProposals } from './keyword-proposals.ts';
import {
  flowNames,
  importableNames,
  inputNames,
  modelNames,
  nodeNames,
  portNames,
  schemaNames,
  typeNames,
} from './name-proposals.ts';
import { importPaths, stringProposals } from './path-proposals.ts';
import { propertyNames, sourceNames } from './property-proposals.ts';
import type { Proposer } from './proposal.ts';
import { testedNames, testedPorts } from './run-proposals.ts';

export const proposers: Readonly<Record<string, Proposer>> = {
  'AllItem.except': exceptedFields,
  'Annotation.name': annotationNames,
  'Call.function': calledNames,
  // Behind `*` and `...record` a word may also go on with the item before.
  'FieldItem.name': (context) => [...unselectedFields(context), ...keywordProposals(context.services, context.cursor)],
  'FlowRun.flow': flowNames,
  'Import.path': importPaths,
  'ImportedSymbol.declaration': importableNames,
  'InferNode.model': modelNames,
  'Input.node': inputNames,
  'Input.port': portNames,
  'Member.field': memberFields,
  'Output.node': nodeNames,
  'Property.key': propertyNames,
  'Reference.name': referenceProposals,
  'Schema.bases': schemaNames,
  'SchemaReference.schema': typeNames,
  'Source.dataset': sourceNames,
  'StringLiteral.value': stringProposals,
  'TaskNode.after': nodeNames,
  'TaskNode.model': modelNames,
  'TestClause.node': testedNames,
  'TestClause.port': testedPorts,
};
