import { parseSync, type Expression, type Statement } from "oxc-parser";

/** A part of a source text: from `start` up to, and without, `end`, in UTF-16 code units. */
export interface Range {
  start: number;
  end: number;
}

/** Where a name that a module lets out comes from: from here (`from` is missing), or from another module. */
export interface Origin {
  name: string;
  from?: string;
}

export interface ModuleOutline {
  /** The body of each function and class of the module's top level. */
  bodies: Map<string, Range>;
  /** The names that the module lets out, types left aside. */
  exports: Map<string, Origin>;
  /** Modules whose every name is let out again. */
  exportsAllOf: string[];
}

/**
 * Reads what a TypeScript module declares and exports from its syntax tree.
 *
 * @throws Error when the text does not parse
 */
export function outlineOf(file: string, source: string): ModuleOutline {
  const { program, module, errors } = parseSync(file, source);
  if (errors.length > 0)
    throw new Error(`${file}: ${errors.map(({ message }) => message).join("; ")}`);
  const outline: ModuleOutline = {
    bodies: new Map(program.body.flatMap(declaredBodies)),
    exports: new Map(),
    exportsAllOf: [],
  };
  for (const { entries } of module.staticExports)
    for (const { isType, moduleRequest, importName, localName, exportName } of entries) {
      const from = moduleRequest?.value;
      if (isType) continue;
      if (exportName.name === null)
        outline.exportsAllOf.push(...(from === undefined ? [] : [from]));
      else
        outline.exports.set(exportName.name, {
          name: importName.name ?? localName.name ?? exportName.name,
          ...(from === undefined ? {} : { from }),
        });
    }
  return outline;
}

/** The same text with nothing between the braces of a body; an arrow's expression becomes empty braces. */
export function emptied(source: string, { start, end }: Range): string {
  return `${source.slice(0, start)}{}${source.slice(end)}`;
}

function declaredBodies(statement: Statement): [string, Range][] {
  const declaration =
    statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
  switch (declaration?.type) {
    case "FunctionDeclaration":
    case "ClassDeclaration":
      return named(declaration.id?.name, declaration.body);
    case "VariableDeclaration":
      return declaration.declarations.flatMap(({ id, init }) =>
        id.type === "Identifier" && init ? named(id.name, bodyOf(init)) : [],
      );
    default:
      return [];
  }
}

function bodyOf(expression: Expression): Range | null {
  switch (expression.type) {
    case "ArrowFunctionExpression":
    case "FunctionExpression":
    case "ClassExpression":
      return expression.body;
    case "ParenthesizedExpression":
    case "TSAsExpression":
    case "TSSatisfiesExpression":
      return bodyOf(expression.expression);
    default:
      return null;
  }
}

function named(name: string | undefined, body: Range | null): [string, Range][] {
  return name !== undefined && body ? [[name, { start: body.start, end: body.end }]] : [];
}
