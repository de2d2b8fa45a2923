/** The syntax alone: the AST as `langium` generates it, for those who walk it (the language server's features). */
export * from './generated/ast.ts';
export {
  MillraceGeneratedModule,
  MillraceGeneratedSharedModule,
  MillraceLanguageMetaData,
} from './generated/module.ts';
