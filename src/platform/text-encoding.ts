/** In what a text was encoded; `windows-1258` is what old Vietnamese programs write. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1258';

// Of text in two-byte units every second byte is nought, or nearly: Vietnamese letters above U+1E00 are few.
const mostlyNought = 0.3;
const looksAt = 4096;

/**
 * Reads text as the programs of offices write it: by its mark where it has one, else UTF-8 if it is that, else by
 * where its noughts are, else Windows-1258, which takes any bytes.
 *
 * @returns the text in NFC, without its mark
 * @throws TypeError for UTF-16 that is damaged
 */
export function readText(bytes: Uint8Array): { text: string; encoding: Encoding } {
  const encoding = encodingOf(bytes);
  const text = new TextDecoder(encoding, { fatal: encoding !== 'windows-1258' }).decode(bytes);
  // A byte-order mark is taken by the decoder; what was glued in between ("\ufeff" of joined files) is none of the text.
  return { text: text.replaceAll('\ufeff', '').normalize('NFC'), encoding };
}

function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const head = bytes.subarray(0, looksAt);
  const noughts = (from: number) => {
    let count = 0;
    for (let at = from; at < head.length; at += 2) if (head[at] === 0) count += 1;
    return count / Math.max(1, head.length / 2);
  };
  if (noughts(1) > mostlyNought && noughts(0) < noughts(1) / 4) return 'utf-16le';
  if (noughts(0) > mostlyNought && noughts(1) < noughts(0) / 4) return 'utf-16be';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    return 'windows-1258';
  }
}
