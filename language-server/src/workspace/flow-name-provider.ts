import * as ast from '@millrace/grammar/syntax';
import { type AstNode, type CstNode, DefaultNameProvider } from 'langium';

/**
 * What declares a name that references can be found and renamed by: declarations and nodes. A field's or a parameter's name
 * is no cross-reference in the syntax, so renaming one by references would change one place and break the others.
 */
export class FlowNameProvider extends DefaultNameProvider {
  override getNameNode(node: AstNode): CstNode | undefined {
    return ast.isDeclaration(node) || ast.isNode(node) ? super.getNameNode(node) : undefined;
  }
}
