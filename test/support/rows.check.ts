import { join, relative } from 'node:path';
import {
  type CallExpression,
  type Node,
  type PropertyAccessExpression,
  SyntaxKind,
} from 'typescript/unstable/ast';
import {
  API,
  type Checker,
  SymbolFlags,
  type Type,
  TypeFlags,
  type TypeReference,
  type UnionOrIntersectionType,
} from 'typescript/unstable/sync';
import { projectRoot } from '../../src/platform/root.ts';
import { type Kind, readSeen, ways } from './rows.ts';

const partsOf = (type: Type): readonly Type[] => (type as UnionOrIntersectionType).getTypes();

/** The kinds that a type allows; undefined where it promises nothing. */
function allowed(type: Type, checker: Checker): Set<Kind> | undefined {
  const { flags } = type;
  if (flags & (TypeFlags.Any | TypeFlags.Unknown | TypeFlags.TypeParameter)) return undefined;
  if (flags & TypeFlags.BooleanLike) return new Set(['boolean']);
  if (flags & TypeFlags.StringLike) return new Set(['string']);
  if (flags & TypeFlags.NumberLike) return new Set(['number']);
  if (flags & (TypeFlags.Null | TypeFlags.Undefined)) return new Set(['null']);
  if (flags & TypeFlags.Union) {
    const kinds = new Set<Kind>();
    for (const one of partsOf(type)) {
      const of = allowed(one, checker);
      if (!of) return undefined;
      for (const kind of of) kinds.add(kind);
    }
    return kinds;
  }
  // A branded value is one of its base with a mark.
  if (flags & TypeFlags.Intersection) {
    const kinds = partsOf(type).map((one) => allowed(one, checker));
    return kinds.find((of) => of && !of.has('object')) ?? new Set(['object']);
  }
  const name = type.getSymbol()?.name;
  if (name === 'Date') return new Set(['date']);
  if (name === 'Buffer' || name === 'Uint8Array') return new Set(['bytes']);
  return new Set([checker.isArrayType(type) || checker.isTupleType(type) ? 'array' : 'object']);
}

/** What a call gives for a row: `Row` of `rows<Row>`, `first<Row>` and `one<Row>`. */
function rowOf(call: Node, way: string, checker: Checker): Type | undefined {
  const given = checker.getTypeAtLocation(call);
  if (given?.getSymbol()?.name !== 'Promise') return undefined;
  const [promised] = checker.getTypeArguments(given as TypeReference);
  if (!promised) return undefined;
  if (way === 'rows')
    return checker.isArrayType(promised) ? checker.getTypeArguments(promised as TypeReference)[0] : undefined;
  return way === 'first' ? checker.getNonNullableType(promised) : promised;
}

/**
 * Holds what was seen of rows against what the source says of them.
 *
 * @returns each line that says something else, with what it is, and how many lines were looked at
 */
export function untrueRows(folder: string): { wrong: string[]; lines: number } {
  const seen = readSeen(folder);
  const api = new API({ cwd: projectRoot });
  const wrong: string[] = [];
  let lines = 0;
  try {
    const config = join(projectRoot, 'tsconfig.json');
    const snapshot = api.updateSnapshot({ openProjects: [config] });
    const [project] = snapshot.getProjects();
    if (!project) throw new Error('no project');
    const { program, checker } = project;
    const files = new Set([...seen.keys()].map((at) => at.replace(/:\d+$/, '')));
    for (const file of files) {
      const source = program.getSourceFile(join(projectRoot, file));
      if (!source) continue;
      const begins = [0, ...[...source.text.matchAll(/\n/g)].map((end) => end.index + 1)];
      const lineOf = (at: number) => begins.findLastIndex((begin) => begin <= at) + 1;
      const visit = (node: Node): void => {
        node.forEachChild(visit);
        if (node.kind !== SyntaxKind.CallExpression) return;
        const { expression } = node as CallExpression;
        if (expression.kind !== SyntaxKind.PropertyAccessExpression) return;
        const { name } = expression as PropertyAccessExpression;
        const way = name.text;
        if (!(ways as readonly string[]).includes(way)) return;
        const at = `${relative(projectRoot, source.fileName)}:${lineOf(name.getStart(source))}`;
        const columns = seen.get(at);
        const row = columns && rowOf(node, way, checker);
        if (!columns || !row || !(row.flags & TypeFlags.Object || row.flags & TypeFlags.Intersection)) return;
        lines += 1;
        for (const property of checker.getPropertiesOfType(row)) {
          const type = checker.getTypeOfSymbol(property);
          const found = columns.get(property.name);
          if (!found) {
            if (!(property.flags & SymbolFlags.Optional)) wrong.push(`${at}: no column ${property.name}`);
            continue;
          }
          const kinds = type && allowed(type, checker);
          const others = kinds ? [...found].filter((kind) => !kinds.has(kind)) : [];
          if (type && others.length > 0)
            wrong.push(`${at}: ${property.name} is ${others.join(', ')}, not ${checker.typeToString(type)}`);
        }
      };
      visit(source);
    }
  } finally {
    api.close();
  }
  return { wrong, lines };
}
