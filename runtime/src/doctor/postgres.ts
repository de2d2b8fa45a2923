import { type Finding, finding } from './finding.ts';

/** Whether the PostgreSQL of the catalogue answers. `address` rejects where the secret that has it is missing. */
export async function catalogueFinding(address: () => Promise<string>): Promise<Finding> {
  const about = {
    name: 'PostgreSQL',
    why: 'keeps the catalogue of runs, as millrace.json or MILLRACE_CATALOGUE says',
    help: 'Start it, or correct the address; "millrace config" shows where it is set',
    isNeeded: true,
  };
  try {
    const url = await address();
    const { openPostgres, postgresFailure } = await import('../databases/postgres.ts');
    const pool = openPostgres(url, { max: 1, name: 'millrace doctor' });
    try {
      const { rows } = await pool.query<{ version: string }>("SELECT current_setting('server_version') AS version");
      return finding(about, 'ok', rows[0]?.version ?? '');
    } catch (error) {
      throw postgresFailure(error, url);
    } finally {
      await pool.end();
    }
  } catch (error) {
    return finding(about, 'missing', error instanceof Error ? error.message : String(error));
  }
}
