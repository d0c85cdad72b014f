//! Searching text columns for a word, alike on both engines.

use sea_orm::ColumnTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Func, LikeExpr, SimpleExpr};

/// Whether the column contains the word, upper and lower case alike.
pub(crate) fn contains<C: ColumnTrait>(column: C, word: &str) -> SimpleExpr {
    let mut pattern = String::with_capacity(word.len() + 2);
    pattern.push('%');
    for letter in word.to_lowercase().chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    let folded = Expr::expr(Func::lower(Expr::col(column.as_column_ref())));
    folded.like(LikeExpr::new(pattern).escape('\\'))
}

/// The number in `KN-10041`, `kn10041` or `10041`, if the word is one.
pub(crate) fn order_number(word: &str) -> Option<i64> {
    let word = word.trim().to_ascii_lowercase();
    let digits = word.strip_prefix("kn-").or_else(|| word.strip_prefix("kn")).unwrap_or(&word);
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_numbers_are_found_as_people_write_them() {
        for word in ["KN-10041", "kn10041", " 10041 ", "kn-10041"] {
            assert_eq!(order_number(word), Some(10041), "{word}");
        }
        for word in ["", "kn-", "-5", "+5", "web-1", "99999999999999999999"] {
            assert_eq!(order_number(word), None, "{word}");
        }
    }
}
