import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { openToOthers } from './reach.ts';
import { projectRoot } from './root.ts';

/** One setting: its environment variable, how it is read, and what it is for (shown by the README table). */
const settings = {
  databaseUrl: {
    env: 'DATABASE_URL',
    schema: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  },
  databaseLoginUrl: {
    env: 'GANDAN_DATABASE_LOGIN_URL',
    schema: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  },
  dataDir: { env: 'GANDAN_DATA_DIR', schema: z.string().min(1).optional() },
  host: { env: 'HOST', schema: z.string().min(1).default('localhost') },
  port: { env: 'PORT', schema: z.coerce.number().int().min(0).max(65535).default(3000) },
  publicUrl: { env: 'GANDAN_PUBLIC_URL', schema: z.url({ protocol: /^https?$/ }).optional() },
  recordOrigin: {
    env: 'GANDAN_RECORD_ORIGIN',
    schema: z
      .string()
      .regex(/^[^\s+]+$/)
      .optional(),
  },
  smtpUrl: { env: 'GANDAN_SMTP_URL', schema: z.url({ protocol: /^smtps?$/ }).optional() },
  mailFrom: { env: 'GANDAN_MAIL_FROM', schema: z.string().min(3).default('Gần Dân <no-reply@localhost>') },
  oidcIssuer: { env: 'GANDAN_OIDC_ISSUER', schema: z.url({ protocol: /^https?$/ }).optional() },
  oidcClientId: { env: 'GANDAN_OIDC_CLIENT_ID', schema: z.string().min(1).optional() },
  oidcClientSecret: { env: 'GANDAN_OIDC_CLIENT_SECRET', schema: z.string().min(1).optional() },
  oidcName: { env: 'GANDAN_OIDC_NAME', schema: z.string().min(1).default('OpenID Connect') },
  leaveUrl: {
    env: 'GANDAN_LEAVE_URL',
    schema: z.url({ protocol: /^https?$/ }).default('https://nchmf.gov.vn/'),
  },
  trustProxy: { env: 'GANDAN_TRUST_PROXY', schema: z.coerce.number().int().min(0).max(5).default(0) },
  logLevel: {
    env: 'GANDAN_LOG_LEVEL',
    schema: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  },
  metricsToken: { env: 'GANDAN_METRICS_TOKEN', schema: z.string().min(20).optional() },
  witnesses: { env: 'GANDAN_WITNESSES', schema: z.string().optional() },
  sealedIdentities: {
    env: 'GANDAN_SEALED_IDENTITIES',
    schema: z.enum(['encrypted', 'onPaper']).default('encrypted'),
  },
  databasePool: { env: 'GANDAN_DATABASE_POOL', schema: z.coerce.number().int().min(2).max(200).default(10) },
  development: {
    env: 'GANDAN_DEVELOPMENT',
    schema: z
      .enum(['true', 'false'])
      .transform((text) => text === 'true')
      .optional(),
  },
} as const;

type Settings = { [K in keyof typeof settings]: z.output<(typeof settings)[K]['schema']> };

/** The settings in force. `publicUrl` has no slash at its end, `publicHost` is its host; `dataDir` is absolute. */
export type Config = Omit<Settings, 'dataDir' | 'publicUrl' | 'development' | 'recordOrigin'> & {
  dataDir: string;
  publicUrl: string;
  publicHost: string;
  recordOrigin: string;
  /** Pages for developers (/kit, /dev/mail) and relaxed limits; on by default only on localhost. */
  development: boolean;
};

/** A setting that cannot be used. The message names it and says what would do. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** Variables of the start scripts themselves, which are not settings. */
const notSettings = new Set(['GANDAN_FAULT_AT', 'GANDAN_CONFIG', 'GANDAN_INIT_PASSWORD']);

/**
 * Reads the configuration: the environment first, then the JSON file, then defaults.
 *
 * @param env the environment variables
 * @param file path of a JSON file whose keys are the names above; `gandan.json` in the project is
 *   read when it exists
 * @throws ConfigError naming the setting that is unknown or wrong
 */
export function readConfig(env: Record<string, string | undefined>, file?: string): Config {
  const fromFile = readFile(file ?? env.GANDAN_CONFIG);
  const known = new Map<string, keyof typeof settings>(
    Object.entries(settings).map(([key, setting]) => [setting.env, key as keyof typeof settings]),
  );
  for (const name of Object.keys(env)) {
    if (name.startsWith('GANDAN_') && !known.has(name) && !notSettings.has(name)) {
      throw new ConfigError(`Unknown setting ${name}. Known: ${[...known.keys()].join(', ')}.`);
    }
  }
  for (const key of Object.keys(fromFile)) {
    if (!(key in settings)) {
      throw new ConfigError(
        `Unknown setting "${key}" in the file. Known: ${Object.keys(settings).join(', ')}.`,
      );
    }
  }
  const values: Record<string, unknown> = {};
  for (const [key, setting] of Object.entries(settings)) {
    const given = env[setting.env] === '' ? undefined : (env[setting.env] ?? stringified(fromFile[key]));
    const read = setting.schema.safeParse(given);
    if (!read.success) {
      throw new ConfigError(
        `Setting ${setting.env} (${key}) is not usable: ${read.error.issues[0]?.message}. Given: "${given}".`,
      );
    }
    values[key] = read.data;
  }
  return complete(values as Settings);
}

function complete(given: Settings): Config {
  const publicUrl = (given.publicUrl ?? `http://localhost:${given.port}`).replace(/\/+$/, '');
  const publicHost = new URL(publicUrl).hostname;
  // Reached from elsewhere by either of the two, it is no developer's machine.
  const local = isLoopback(publicHost) && isLoopback(given.host);
  return {
    ...given,
    publicUrl,
    publicHost,
    dataDir: given.dataDir ? resolve(given.dataDir) : defaultDataDir(),
    recordOrigin: given.recordOrigin ?? `${publicHost}/gandan`,
    development: given.development ?? local,
  };
}

/** Whether a host is this machine itself. */
export function isLoopback(host: string): boolean {
  return ['localhost', '127.0.0.1', '::1', '[::1]'].includes(host);
}

function stringified(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : String(value);
}

function readFile(path: string | undefined): Record<string, unknown> {
  const file = path ?? join(projectRoot, 'gandan.json');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    if (path) throw new ConfigError(`The configuration file ${path} cannot be read.`);
    return {};
  }
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    throw new ConfigError(`The configuration file ${file} is not a JSON object.`);
  }
}

/**
 * `data/` in the project; but PostgreSQL refuses to run as root, and the unprivileged user it then
 * runs as cannot reach a checkout below a folder closed to others (such as /root).
 */
function defaultDataDir(): string {
  if (process.getuid?.() !== 0 || openToOthers(projectRoot)) return join(projectRoot, 'data');
  const mark = createHash('sha256').update(projectRoot).digest('hex').slice(0, 12);
  return `/var/lib/gandan/${mark}`;
}
