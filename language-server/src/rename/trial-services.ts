/**
 * Services beside those of the editor, for texts that are only tried out. To make them, a parser above all, takes longer than most
 * of what they are made for: they are kept, empty, for the next one. Two at a time never share them.
 */
import { createFlowServices, type FlowServices, type Ports } from '@millrace/grammar';
import type { FileSystemProvider } from 'langium';
import { ChangedFiles, type ChangedProject } from './changed-files.ts';

interface Kept {
  services: FlowServices;
  files: ChangedFiles;
}

export class TrialServices {
  private readonly ports: Ports;
  private readonly disk: () => FileSystemProvider;
  private idle: Kept | undefined;

  constructor(ports: Ports, disk: () => FileSystemProvider) {
    this.ports = ports;
    this.disk = disk;
  }

  /** Its documents are gone when the work is done, whatever became of it. */
  async during<T>(changed: ChangedProject, work: (services: FlowServices) => Promise<T>): Promise<T> {
    const kept = this.idle ?? this.made();
    this.idle = undefined;
    kept.files.show(changed);
    try {
      return await work(kept.services);
    } finally {
      kept.files.forget();
      const { LangiumDocuments, DocumentBuilder } = kept.services.shared.workspace;
      await DocumentBuilder.update([], LangiumDocuments.all.map(({ uri }) => uri).toArray());
      this.idle = kept;
    }
  }

  private made(): Kept {
    const files = new ChangedFiles(this.disk());
    return { files, services: createFlowServices({ fileSystemProvider: () => files, ports: this.ports }) };
  }
}
