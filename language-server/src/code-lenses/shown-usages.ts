/** How often each name is used, as a client shows it: it does not ask again when a usage comes or goes in another file. */
export class ShownUsages {
  /** By the address of the file, then by name. */
  private readonly shown = new Map<string, Map<string, number>>();

  remember(uri: string, name: string, count: number): void {
    const counts = this.shown.get(uri) ?? new Map<string, number>();
    this.shown.set(uri, counts.set(name, count));
  }

  forget(uri: string): void {
    this.shown.delete(uri);
  }

  /** Whether one of the numbers is not that of now. What is told once is not told again: the client asks, or does not want to. */
  takeStale(countOf: (uri: string, name: string) => number): boolean {
    const isStale = [...this.shown].some(([uri, counts]) =>
      [...counts].some(([name, count]) => countOf(uri, name) !== count),
    );
    if (isStale) this.shown.clear();
    return isStale;
  }
}
