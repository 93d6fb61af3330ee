//! A module that passes on what parts of the program share: the memory, the table and the stack's place. Parts that are put
//! together import it from here and so import it once; two of a kind would be two memories to the format.

use std::collections::BTreeMap;
use wasm_encoder::{
    EntityType, ExportKind, ExportSection, GlobalType, HeapType, ImportSection, MemoryType, Module,
    RefType, TableType, ValType,
};
use wasmparser::{BinaryReaderError, Imports, Parser, Payload, TypeRef};

/// The module from which parts import.
pub const NAME: &str = "__wasm_split";
/// The module from which the shared things come into parts that were put together: the loader hands them over under this
/// name, too.
pub const OUTSIDE: &str = "program";

/// The module for parts with these bytes. Nothing where a part imports something that no part of ours did so far.
pub fn module(parts: &[Vec<u8>]) -> Result<Option<Vec<u8>>, BinaryReaderError> {
    let mut needed: BTreeMap<String, EntityType> = BTreeMap::new();
    for part in parts {
        for payload in Parser::new(0).parse_all(part) {
            let Payload::ImportSection(section) = payload? else {
                continue;
            };
            for group in section {
                let Imports::Single(_, import) = group? else {
                    return Ok(None);
                };
                let Some(kind) = kind(import.ty).filter(|_| import.module == NAME) else {
                    return Ok(None);
                };
                let kind = match needed.get(import.name) {
                    Some(known) => wider(*known, kind),
                    None => kind,
                };
                needed.insert(import.name.to_owned(), kind);
            }
        }
    }
    let (mut imports, mut exports) = (ImportSection::new(), ExportSection::new());
    for (name, kind) in &needed {
        imports.import(OUTSIDE, name, *kind);
        // There is one of each kind at most: two have different names, and none have.
        let kind = match kind {
            EntityType::Memory(_) => ExportKind::Memory,
            EntityType::Table(_) => ExportKind::Table,
            _ => ExportKind::Global,
        };
        exports.export(name, kind, 0);
    }
    let mut module = Module::new();
    module.section(&imports).section(&exports);
    let kinds: Vec<_> = needed.values().map(std::mem::discriminant).collect();
    let is_one_of_each = kinds
        .iter()
        .enumerate()
        .all(|(at, kind)| !kinds[..at].contains(kind));
    Ok(is_one_of_each.then(|| module.finish()))
}

fn kind(of: TypeRef) -> Option<EntityType> {
    match of {
        TypeRef::Memory(memory) if !memory.memory64 && !memory.shared => {
            Some(EntityType::Memory(MemoryType {
                minimum: memory.initial,
                maximum: memory.maximum,
                memory64: false,
                shared: false,
                page_size_log2: None,
            }))
        }
        TypeRef::Table(table) if table.element_type.is_func_ref() => {
            Some(EntityType::Table(TableType {
                element_type: RefType {
                    nullable: true,
                    heap_type: HeapType::FUNC,
                },
                table64: false,
                minimum: table.initial,
                maximum: table.maximum,
                shared: false,
            }))
        }
        TypeRef::Global(global) if global.content_type == wasmparser::ValType::I32 => {
            Some(EntityType::Global(GlobalType {
                val_type: ValType::I32,
                mutable: global.mutable,
                shared: false,
            }))
        }
        _ => None,
    }
}

/// What satisfies both: at least as large as each wants it.
fn wider(a: EntityType, b: EntityType) -> EntityType {
    match (a, b) {
        (EntityType::Memory(a), EntityType::Memory(b)) => EntityType::Memory(MemoryType {
            minimum: a.minimum.max(b.minimum),
            ..a
        }),
        (EntityType::Table(a), EntityType::Table(b)) => EntityType::Table(TableType {
            minimum: a.minimum.max(b.minimum),
            ..a
        }),
        (a, _) => a,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn memory(minimum: u64) -> EntityType {
        EntityType::Memory(MemoryType {
            minimum,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        })
    }

    fn part(from: &str, imports: &[(&str, EntityType)]) -> Vec<u8> {
        let mut section = ImportSection::new();
        for (name, kind) in imports {
            section.import(from, name, *kind);
        }
        let mut module = Module::new();
        module.section(&section);
        module.finish()
    }

    #[test]
    fn what_parts_import_passes_through_one_module_as_large_as_any_wants_it() {
        let place = EntityType::Global(GlobalType {
            val_type: ValType::I32,
            mutable: true,
            shared: false,
        });
        let parts = [
            part(NAME, &[("memory", memory(3)), ("place", place)]),
            part(NAME, &[("memory", memory(5))]),
        ];
        let between = module(&parts).ok().flatten().unwrap_or_default();
        let wanted = part(OUTSIDE, &[("memory", memory(5)), ("place", place)]);
        assert_eq!(between.get(..wanted.len()), Some(&wanted[..]));
        let mut exported = Vec::new();
        for payload in Parser::new(0).parse_all(&between) {
            if let Ok(Payload::ExportSection(section)) = payload {
                exported.extend(section.into_iter().flatten().map(|export| export.name));
            }
        }
        assert_eq!(exported, ["memory", "place"]);
    }

    #[test]
    fn parts_that_import_anything_else_are_not_put_together() {
        assert!(matches!(
            module(&[part("elsewhere", &[("memory", memory(1))])]),
            Ok(None)
        ));
        let two = part(NAME, &[("memory", memory(1)), ("other", memory(1))]);
        assert!(matches!(module(&[two]), Ok(None)), "two memories");
    }
}
