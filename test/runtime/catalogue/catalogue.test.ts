import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type CatalogueMigration, existingCatalogue, listRuns, migrations, openCatalogue } from 'millrace';
import { describe, expect, test } from 'vitest';
import { millrace, millraceBeside } from '../../support/millrace-command.ts';
import { findPostgres, ownDatabase } from '../../support/postgres.ts';
import { projectFolder } from '../../support/project-folder.ts';
import { ownCatalogue, paymentsProject, planIn, recordedRun, stores } from '../../support/recorded-run.ts';

const postgres = await findPostgres();
const later: CatalogueMigration = {
  name: '9999-later',
  up: (db) => db.schema.alterTable('runs').addColumn('mood', 'text').execute(),
};

describe.each(stores)('the catalogue in %s', (store) => {
  const isMissing = store === 'PostgreSQL' && postgres.missing !== undefined;

  test.skipIf(isMissing)('is the same when it is opened again', async () => {
    const { projectFolder, url } = await place(store);
    const first = await openCatalogue({ projectFolder, url, name: 'tested' });
    const { runId } = await recordedRun(first, await planIn(projectFolder));
    await first.close();
    const again = await openCatalogue({ projectFolder, url, name: 'tested' });
    expect(await listRuns(again)).toMatchObject([{ id: runId, status: 'succeeded' }]);
    await again.close();
  });

  test.skipIf(isMissing)('of another project in the same database shows none of its runs', async () => {
    const { projectFolder, url } = await place(store);
    const own = await openCatalogue({ projectFolder, url, name: 'one' });
    await recordedRun(own, await planIn(projectFolder));
    const other = { ...own, project: 'other' };
    expect(await listRuns(other)).toEqual([]);
    await own.close();
  });

  test.skipIf(isMissing).each(migrations.map(({ name }, count) => [name, count] as const))(
    'comes forwards from before %s, with what it holds',
    async (_, count) => {
      const at = { ...(await place(store)), name: 'tested' };
      const earlier = await openCatalogue(at, migrations.slice(0, count));
      await earlier.close();
      const catalogue = await openCatalogue(at);
      await recordedRun(catalogue, await planIn(at.projectFolder));
      expect(await listRuns(catalogue)).toHaveLength(1);
      await catalogue.close();
    },
  );

  test.skipIf(isMissing)('keeps what it holds when it comes forwards', async () => {
    const at = { ...(await place(store)), name: 'tested' };
    const earlier = await openCatalogue(at);
    await recordedRun(earlier, await planIn(at.projectFolder), { name: 'of before' });
    await earlier.close();
    const catalogue = await openCatalogue(at, [...migrations, later]);
    expect(await listRuns(catalogue)).toMatchObject([{ name: 'of before' }]);
    await catalogue.close();
  });

  test.skipIf(isMissing)('of a newer version is refused with the way out', async () => {
    const at = await place(store);
    await (await openCatalogue(at, [...migrations, later])).close();
    await expect(openCatalogue(at)).rejects.toMatchObject({
      code: 'catalogue-newer',
      message: expect.stringMatching(/9999-later.*use that version.*move the catalogue away/),
    });
  });

  test.skipIf(isMissing)('that cannot be brought forwards stays as it was', async () => {
    const at = { ...(await place(store)), name: 'tested' };
    await (await openCatalogue(at)).close();
    const broken: CatalogueMigration = {
      name: '9999-broken',
      async up(db) {
        await later.up(db);
        await db.schema.dropTable('no_such_table').execute();
      },
    };
    await expect(openCatalogue(at, [...migrations, broken])).rejects.toThrow('no_such_table');
    const catalogue = await openCatalogue(at, [...migrations, later]);
    await recordedRun(catalogue, await planIn(at.projectFolder));
    expect(await listRuns(catalogue)).toHaveLength(1);
    await catalogue.close();
  });
});

async function place(store: string) {
  const url = store === 'PostgreSQL' ? await ownDatabase(postgres) : undefined;
  return { projectFolder: projectFolder(paymentsProject), url };
}

test('version control is told to leave it alone', async () => {
  const { projectFolder } = await ownCatalogue('SQLite', postgres);
  expect(readFileSync(path.join(projectFolder, '.millrace/.gitignore'), 'utf8')).toBe('*\n');
});

test('its tables and columns are those of the reference', async () => {
  const { db } = await ownCatalogue('SQLite', postgres);
  const tables = await db.withoutPlugins().introspection.getTables({ withInternalKyselyTables: true });
  const own = tables.filter(({ name }) => name !== 'migrations_lock');
  const made = own.map(({ name, columns }) => [name, columns.map((column) => column.name).sort()]);
  const reference = readFileSync(path.join(import.meta.dirname, '../../../docs/reference/catalogue.md'), 'utf8');
  const told = [...reference.matchAll(/^\| `(\w+)` .*\|([^|]+)\|$/gm)].map(([, name, columns = '']) => [
    name,
    [...columns.replace(/\([^)]*\)/g, '').matchAll(/`(\w+)`/g)].map(([, column]) => column).sort(),
  ]);
  expect(Object.fromEntries(told)).toEqual(Object.fromEntries(made));
});

test('who only looks makes none', async () => {
  expect(await existingCatalogue({ projectFolder: projectFolder() })).toBeUndefined();
});

test.each([
  [
    'is no database',
    (file: string) => writeFileSync(file, 'no database at all, but long enough to look like one '.repeat(99)),
  ],
  ['was cut off', (file: string) => truncateSync(file, 12_288)],
])('a file that %s is refused with the way out', async (_, damage) => {
  const { db, close, ...place } = await ownCatalogue('SQLite', postgres, paymentsProject);
  await recordedRun({ db, close, ...place }, await planIn(place.projectFolder));
  await close();
  damage(path.join(place.projectFolder, '.millrace/catalog.sqlite'));
  const used = openCatalogue(place).then(async (catalogue) => {
    try {
      await recordedRun(catalogue, await planIn(place.projectFolder)).then(({ error }) => Promise.reject(error));
    } finally {
      await catalogue.close();
    }
  });
  await expect(used).rejects.toMatchObject({
    code: 'database-damaged',
    message: expect.stringMatching(/catalog\.sqlite": it is damaged\. Move it away.*the next run makes a new one/),
  });
});

test.each([
  ['postgres://someone:hidden-word@127.0.0.1:1/none', 'postgres-unreachable', /nothing answers there/],
  ['postgres:nowhere', 'postgres-unreachable', /./],
  ['mysql://somewhere/else', 'postgres-invalid', /postgres:\/\/user/],
])('a server that is not there is told without its password: %s', async (url, code, words) => {
  const failure = await openCatalogue({ projectFolder: projectFolder(), url }).catch((error: Error) => error);
  expect(failure).toMatchObject({ code, message: expect.stringMatching(words) });
  expect(String(failure)).not.toContain('hidden-word');
});

test('runs of one project at the same time are all recorded', async () => {
  const folder = projectFolder(
    Object.fromEntries(
      [1, 2, 3, 4].flatMap((part) =>
        Object.entries(paymentsProject).map(([file, text]) => [
          file === 'main.flow' ? `flow${part}.flow` : file,
          String(text).replaceAll('out/', `out/${part}/`),
        ]),
      ),
    ),
  );
  const calls = [1, 2, 3, 4].map((part) => millraceBeside(['run', `flow${part}.flow`], { cwd: folder }));
  expect((await Promise.all(calls)).map(({ code, stderr }) => (code === 0 ? 0 : stderr))).toEqual([0, 0, 0, 0]);
  const { stdout } = millrace(['runs', '--json'], { cwd: folder });
  const { runs } = JSON.parse(stdout);
  expect(runs.map(({ source, status }: { source: string; status: string }) => `${source} ${status}`).sort()).toEqual(
    [1, 2, 3, 4].map((part) => `flow${part}.flow succeeded`),
  );
});
