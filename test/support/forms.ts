import { newKey, type Visitor } from './world.ts';

/** Sends a form of a page: its fields are named after it, and after what it is about. */
export async function sendForm(
  by: Visitor,
  base: string,
  action: string,
  given: Record<string, string>,
  more: Record<string, string> = {},
) {
  const prefix = more.target ? `${action}-${more.target}` : action;
  const fields = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [`${prefix}-${name}`, value]),
  );
  return by.post(`${base}/${action}`, { key: newKey(), ...more, ...fields });
}

/** Fields and files as a browser sends them together. */
export function multipart(
  fields: Record<string, string>,
  files: { field: string; name: string; bytes: Buffer | string }[],
): { payload: Buffer; headers: Record<string, string> } {
  const boundary = 'gandan-test';
  const parts = [
    ...Object.entries(fields).map(([name, value]) =>
      Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
    ),
    ...files.flatMap(({ field, name, bytes }) => [
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\n\r\n`,
      ),
      Buffer.from(bytes),
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ];
  return {
    payload: Buffer.concat(parts),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
}
