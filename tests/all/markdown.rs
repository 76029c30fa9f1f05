//! The fenced blocks of documents, which are tests.

/// A fenced block of a document: what stands behind the fence, and what it holds.
pub struct Block {
    pub info: String,
    pub text: String,
    pub line: usize,
}

/// Every fenced block, in the order of the text.
pub fn blocks(document: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = document.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let body: Vec<&str> = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```").collect();
        blocks.push(Block { info: info.to_owned(), text: body.join("\n") + "\n", line: number + 1 });
    }
    blocks
}
