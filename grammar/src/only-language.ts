import { DefaultServiceRegistry, type LangiumCoreServices, type URI } from 'langium';

/**
 * There is one language: what somebody asks to be read as a flow is one, also where its address has no `.flow`, as a text that was
 * never saved. Only which files are flows is told by their names.
 */
export class OnlyLanguage extends DefaultServiceRegistry {
  override getServices(uri: URI): LangiumCoreServices {
    const [only] = this.all;
    return only === undefined || this.hasServices(uri) ? super.getServices(uri) : only;
  }

  override hasServices(uri: URI): boolean {
    try {
      super.getServices(uri);
      return true;
    } catch {
      return false;
    }
  }
}
