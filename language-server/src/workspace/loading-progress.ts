/**
 * Shows how far the reading of a project has come, to a client that can show it, where it takes more than half a second. A person
 * may stop it: what is not read by then stays unknown until somebody opens it.
 */
import { DocumentState } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import { CancellationTokenSource, type Disposable, type WorkDoneProgressServerReporter } from 'vscode-languageserver';

const patienceMs = 500;
const stepMs = 100;

export class LoadingProgress {
  private readonly source = new CancellationTokenSource();
  private readonly timer: ReturnType<typeof setTimeout>;
  private readonly listening: Disposable[];
  private readonly total: number;
  private read = 0;
  private shownAt = 0;
  private reporter: WorkDoneProgressServerReporter | undefined;
  private isOver = false;

  constructor(services: LangiumSharedServices, total: number) {
    this.total = total;
    this.timer = setTimeout(() => void this.show(services), patienceMs);
    const { DocumentBuilder } = services.workspace;
    this.listening = [
      DocumentBuilder.onDocumentPhase(DocumentState.Validated, () => this.count()),
      // A change interrupts the build, and the next one goes on with it; the first that gets to its end has read everything.
      DocumentBuilder.onBuildPhase(DocumentState.Validated, () => this.end()),
    ];
  }

  get token() {
    return this.source.token;
  }

  private end(): void {
    this.isOver = true;
    clearTimeout(this.timer);
    for (const one of this.listening) one.dispose();
    this.reporter?.done();
  }

  private async show({ lsp }: LangiumSharedServices): Promise<void> {
    const reporter = await lsp.Connection?.window.createWorkDoneProgress();
    if (reporter === undefined || this.isOver) return;
    this.reporter = reporter;
    reporter.token.onCancellationRequested(() => this.source.cancel());
    reporter.begin('Reading the project', this.percentage(), this.words(), true);
  }

  private count(): void {
    this.read = Math.min(this.read + 1, this.total);
    const now = Date.now();
    if (this.reporter === undefined || now - this.shownAt < stepMs) return;
    this.shownAt = now;
    this.reporter.report(this.percentage(), this.words());
  }

  private percentage(): number {
    return Math.floor((100 * this.read) / this.total);
  }

  private words(): string {
    return `${this.read} of ${this.total} files`;
  }
}
