import { type CreateTableBuilder, type Kysely, sql } from 'kysely';
import type { CatalogueMigration } from './index.ts';

/** The first catalogue. What is released of a migration never changes; another one comes behind it. */
export const first: CatalogueMigration = {
  name: '0001-first',
  async up(db) {
    await createRuns(db);
    await createArtefacts(db);
    await createDatasetsAndModels(db);
    await createReviews(db);
  },
};

type Db = Kysely<unknown>;
type Table = CreateTableBuilder<string, string>;

async function createRuns({ schema }: Db): Promise<void> {
  await texts(schema.createTable('runs'), 'project flow source status started_at plan_fingerprint plan parameters')
    .addColumn('id', 'text', (id) => id.primaryKey())
    .$call(optionalTexts('name finished_at git_commit process_start error_code error_message error_node'))
    .$call((table) => texts(table, 'versions machine'))
    .addColumn('duration_ms', 'bigint')
    .addColumn('git_dirty', 'integer')
    .addColumn('pid', 'bigint', (pid) => pid.notNull())
    .execute();
  await schema.createIndex('runs_by_start').on('runs').columns(['project', 'started_at']).execute();
  await texts(ofRun(schema.createTable('run_nodes')), 'node kind status fingerprint fingerprint_parts')
    .$call(optionalTexts('error_code error_message'))
    .$call(numbers('ordinal records batches failed'))
    .addColumn('duration_ms', 'bigint')
    .addPrimaryKeyConstraint('run_nodes_key', ['run_id', 'node'])
    .execute();
  await schema.createIndex('run_nodes_by_fingerprint').on('run_nodes').column('fingerprint').execute();
  await texts(ofRun(schema.createTable('run_errors')), 'node message')
    .$call(optionalTexts('record source_path'))
    .$call(numbers('ordinal attempt'))
    .addColumn('source_line', 'bigint')
    .addPrimaryKeyConstraint('run_errors_key', ['run_id', 'node', 'ordinal'])
    .execute();
}

async function createArtefacts({ schema }: Db): Promise<void> {
  await texts(ofRun(schema.createTable('artefacts')), 'project node kind path created_at')
    .addColumn('id', 'text', (id) => id.primaryKey())
    .$call(optionalTexts('sha256 fingerprint'))
    .$call(numbers('bytes'))
    .addColumn('records', 'bigint')
    .execute();
  for (const column of ['sha256', 'path', 'fingerprint', 'run_id']) {
    await schema.createIndex(`artefacts_by_${column}`).on('artefacts').column(column).execute();
  }
  await texts(ofArtefact(schema.createTable('relationships')), 'kind path')
    .$call(optionalTexts('sha256'))
    .addPrimaryKeyConstraint('relationships_key', ['artefact_id', 'kind', 'path'])
    .execute();
  await schema.createIndex('relationships_by_sha256').on('relationships').column('sha256').execute();
  await schema.createIndex('relationships_by_path').on('relationships').column('path').execute();
  await texts(ofRun(schema.createTable('batches')), 'node')
    .$call(numbers('first_sequence last_sequence records'))
    .addColumn('artefact_id', 'text', (id) => id.references('artefacts.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('batches_key', ['run_id', 'node', 'first_sequence'])
    .execute();
  await texts(schema.createTable('file_digests'), 'machine path mtime_ns inode sha256')
    .$call(numbers('size'))
    .addPrimaryKeyConstraint('file_digests_key', ['machine', 'path'])
    .execute();
}

/** An artefact that a dataset or a model has cannot go before it does. */
async function createDatasetsAndModels({ schema }: Db): Promise<void> {
  await texts(schema.createTable('datasets'), 'project name record_type updated_at')
    .addColumn('keep', 'bigint')
    .addColumn('retain_ms', 'bigint')
    .addPrimaryKeyConstraint('datasets_key', ['project', 'name'])
    .execute();
  await texts(schema.createTable('dataset_batches'), 'project dataset batch created_at')
    .addColumn('artefact_id', 'text', (id) => id.notNull().references('artefacts.id').onDelete('restrict'))
    .$call(numbers('records'))
    .addPrimaryKeyConstraint('dataset_batches_key', ['project', 'dataset', 'batch'])
    .execute();
  await texts(schema.createTable('models'), 'project name updated_at')
    .$call(optionalTexts('use_case contract pinned'))
    .addPrimaryKeyConstraint('models_key', ['project', 'name'])
    .execute();
  await texts(schema.createTable('checkpoints'), 'project model sha256 path created_at')
    .addColumn('artefact_id', 'text', (id) => id.references('artefacts.id').onDelete('restrict'))
    .$call(optionalTexts('facts promoted_at'))
    .addPrimaryKeyConstraint('checkpoints_key', ['project', 'model', 'sha256'])
    .execute();
}

async function createReviews({ schema }: Db): Promise<void> {
  await texts(schema.createTable('reviews'), 'project flow node run_id asked_of record ask question_digest created_at')
    .addColumn('id', 'text', (id) => id.primaryKey())
    .$call(optionalTexts('due_at'))
    .execute();
  await schema.createIndex('reviews_by_question').on('reviews').columns(['project', 'question_digest']).execute();
  await texts(schema.createTable('review_answers'), 'answer answered_by answered_at')
    .addColumn('review_id', 'text', (id) => id.primaryKey().references('reviews.id').onDelete('cascade'))
    .execute();
}

function texts(table: Table, names: string): Table {
  return names.split(' ').reduce((built, name) => built.addColumn(name, 'text', (column) => column.notNull()), table);
}

function optionalTexts(names: string): (table: Table) => Table {
  return (table) => names.split(' ').reduce((built, name) => built.addColumn(name, 'text'), table);
}

function numbers(names: string): (table: Table) => Table {
  return (table) =>
    names
      .split(' ')
      .reduce((built, name) => built.addColumn(name, 'bigint', (column) => column.notNull().defaultTo(sql`0`)), table);
}

function ofRun(table: Table): Table {
  return table.addColumn('run_id', 'text', (id) => id.notNull().references('runs.id').onDelete('cascade'));
}

function ofArtefact(table: Table): Table {
  return table.addColumn('artefact_id', 'text', (id) => id.notNull().references('artefacts.id').onDelete('cascade'));
}
