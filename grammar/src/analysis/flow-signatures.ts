import type { LangiumDocument } from 'langium';
import { type FlowFile, isFlow } from '../generated/ast.ts';
import type { Type } from '../types/type.ts';
import { typeOf } from './type-of.ts';

/** What a caller has to know of a flow to start it. */
export interface FlowSignature {
  name: string;
  parameters: { name: string; type: Type; isOptional: boolean }[];
}

/** The flows of a file, in the order of the text. */
export function flowSignatures(document: LangiumDocument): FlowSignature[] {
  const { declarations } = document.parseResult.value as FlowFile;
  return declarations.filter(isFlow).map((flow) => ({
    name: flow.name,
    parameters: flow.parameters.map((parameter) => ({
      name: parameter.name,
      type: typeOf(parameter.type),
      isOptional: parameter.default !== undefined,
    })),
  }));
}
