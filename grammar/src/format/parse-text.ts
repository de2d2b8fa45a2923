import {
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  EmptyFileSystem,
  inject,
  type RootCstNode,
} from 'langium';
import { MillraceGeneratedModule, MillraceGeneratedSharedModule } from '../generated/module.ts';
import { FlowLexer } from '../syntax/flow-lexer.ts';
import { createFlowParser } from '../syntax/flow-parser.ts';
import { FlowValueConverter } from '../syntax/value-converter.ts';
import { BracketRules } from './brackets.ts';
import { Continuations } from './continuations.ts';

/** The tree of a text, or undefined where it does not parse. */
export function parseText(text: string): RootCstNode | undefined {
  const { lexerErrors, parserErrors, value } = syntax().parser.LangiumParser.parse(text);
  return lexerErrors.length + parserErrors.length > 0 ? undefined : (value.$cstNode as RootCstNode | undefined);
}

export const bracketRules = once(() => new BracketRules(new Continuations(syntax().Grammar)));

/** The parser alone: formatting needs no names and no files, and of a text that does not parse nothing but that. */
const syntax = once(() => {
  const shared = inject(createDefaultSharedCoreModule(EmptyFileSystem), MillraceGeneratedSharedModule);
  return inject(createDefaultCoreModule({ shared }), MillraceGeneratedModule, {
    parser: {
      ParserConfig: () => ({ maxLookahead: 3, recoveryEnabled: false }),
      LangiumParser: createFlowParser,
      Lexer: (services: ConstructorParameters<typeof FlowLexer>[0]) => new FlowLexer(services),
      ValueConverter: () => new FlowValueConverter(),
    },
  });
});

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
