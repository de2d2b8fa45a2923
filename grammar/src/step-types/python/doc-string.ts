/** Documentation as a text of Python that stands alone; empty where there is nothing to say. */
export function docString(doc: string | undefined, indent: string): string {
  if (doc === undefined || doc.trim() === '') return '';
  // Nothing that a person writes ends the text.
  const safe = doc.replaceAll('\r', '').replaceAll('\\', '\\\\').replaceAll('"""', "'''");
  const lines = safe.endsWith('"') ? `${safe} ` : safe;
  return `${indent}"""${lines.split('\n').join(`\n${indent}`)}"""\n`.replaceAll(/[ \t]+\n/g, '\n');
}
