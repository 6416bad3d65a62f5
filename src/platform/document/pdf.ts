import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { projectRoot } from '../root.ts';
import { type AdministrativeDocument, type Block, mostBesideSignature } from './document.ts';
import { breakable, layoutOf } from './table-layout.ts';

/** What of the typst compiler is used; its packages by platform bring no types. */
interface NodeCompiler {
  pdf(source: { mainFileContent: string; inputs: Record<string, string> }, options: object): Buffer;
  evictCache(maxAge: number): void;
}

const engines: Record<string, string> = {
  'linux-x64': 'linux-x64-gnu',
  'linux-arm64': 'linux-arm64-gnu',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
};
const faces = ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic'];
const khmerFaces = ['NotoSerifKhmer_400Regular.ttf', 'NotoSerifKhmer_700Bold.ttf'];
// Width between the margins, in millimetres.
const bodyWidth = 160;

let compiler: NodeCompiler | undefined;
let template = '';

/** Made at the first document: 50 MB of native code that most starts never need. */
function compile(): NodeCompiler {
  if (compiler) return compiler;
  const require = createRequire(import.meta.url);
  const engine = engines[`${process.platform}-${process.arch}`];
  const native = require(`@myriaddreamin/typst-ts-node-compiler-${engine}`);
  const fonts = dirname(require.resolve('@expo-google-fonts/tinos/package.json'));
  const khmer = dirname(require.resolve('@expo-google-fonts/noto-serif-khmer/package.json'));
  template = readFileSync(join(projectRoot, 'src/platform/document/decree30.typ'), 'utf8');
  const made: NodeCompiler = native.NodeCompiler.create({
    // An empty folder: a document reads nothing but its data.
    workspace: join(projectRoot, 'dist', 'assets'),
    fontArgs: [
      {
        fontPaths: [
          ...faces.map((face) => join(fonts, face)),
          ...khmerFaces.map((face) => join(khmer, face)),
        ],
      },
    ],
  });
  compiler = made;
  return made;
}

/** A table with how its columns share the page, and words that may be broken. */
function laidOut(block: Block): unknown {
  if (typeof block === 'string') return breakable(block);
  if (!('rows' in block)) return block;
  const layout = layoutOf(block.head, block.rows, bodyWidth);
  return {
    ...block,
    widths: layout.map(({ width }) => width),
    aligns: layout.map(({ align }) => align),
    rows: block.rows.map((row) => row.map(breakable)),
  };
}

/**
 * The document as PDF/A-2b with its fonts in it.
 *
 * @throws where the machine's platform has no typesetting engine
 */
export function pdfOf(document: AdministrativeDocument): Buffer {
  const engine = compile();
  try {
    const title = `${document.kind} ${document.abstract}`.trim();
    const blocks = (document.blocks ?? []).map(laidOut);
    const whole = document.recipients.length <= mostBesideSignature;
    const inputs = { data: JSON.stringify({ ...document, title, blocks, whole }) };
    return engine.pdf({ mainFileContent: template, inputs }, { pdfStandard: 'a-2b' });
  } finally {
    // Each document is made once: what the engine remembers of it would only grow.
    engine.evictCache(0);
  }
}
