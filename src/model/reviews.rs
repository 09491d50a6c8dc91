//! Reviews: comments, sign-offs, waived findings and the change log.

use jiff::civil::Date;

use super::id::{Id, ItemKind};
use super::list::List;
use super::record::{choice, record};

choice! {
    /// What a signer decided.
    SignOffDecision {
        Approved = "Approved";
        Conditional = "Approved with conditions";
        Rejected = "Rejected";
    }
}

record! {
    /// Section 20: reviews.
    Reviews {
        sign_offs: List<SignOff> = "Sign-offs", "Who stands behind it?" .expected();
        comments: List<Comment> = "Comments", "What did readers say?";
        waivers: List<Waiver> = "Waived findings", "Which findings were accepted as they are, and why?";
        log: List<LogEntry> = "Change log", "What changed from version to version?";
        requests: List<ReviewRequest> = "Requests", "Who was asked for a review, and what was sent?";
        copy_for: Option<Id> = "Review copy", "For which request was this copy of the workbook made?" .to(ItemKind::ReviewRequest);
    }
}

record! {
    /// A sign-off. Without a decision it is a line still to be signed.
    SignOff: SignOff {
        name: String = "Name", "Who signs? Blank while nobody is named.";
        role: String = "Role", "In which role?" .expected();
        decision: Option<SignOffDecision> = "Decision", "Approved, approved with conditions, or rejected?";
        date: Option<Date> = "Date", "When?";
        reason: String = "Reason or conditions", "Why, or under which conditions?" .prose();
        digest: String = "Digest", "What was signed, as SHA-256?";
        covers: Vec<String> = "Covers", "Which documents or sections were signed, one per line?";
        parts: Vec<String> = "Digests of sections", "What was each section that it covers, as SHA-256, one per line?";
    }
}

record! {
    /// A comment on an item or a field.
    Comment: Comment {
        text: String = "Comment", "What does the reader say?" .prose() .expected();
        author: String = "Author", "Who says it?" .expected();
        date: Option<Date> = "Date", "When?";
        item: Option<Id> = "About", "Which item is it about?" .to_any();
        section: String = "Section", "Which section is it about, if no item?";
        field: String = "Field", "Which field, by its key?";
        reply_to: Option<Id> = "Reply to", "Which comment does it answer?" .to(ItemKind::Comment);
        settled: bool = "Settled", "Is it settled?";
        settled_note: String = "Settled by", "How was it settled, by whom?" .prose();
    }
}

record! {
    /// A finding that was accepted as it is.
    Waiver: Waiver {
        rule: String = "Finding", "Which rule's finding, by its id?" .expected();
        item: Option<Id> = "On", "On which item, if one?" .to_any();
        reason: String = "Reason", "Why is that right?" .prose() .expected();
        by: String = "By", "Who waives it?" .expected();
        date: Option<Date> = "Date", "When?" .expected();
        until: Option<Date> = "Until", "Until when?" .expected();
    }
}

record! {
    /// A line of the change log.
    LogEntry: LogEntry {
        version: String = "Version", "Which version of the document?" .expected();
        date: Option<Date> = "Date", "When?" .expected();
        what: String = "What changed", "What changed, for a reader of the last version?" .prose() .expected();
        by: String = "By", "Who changed it?";
    }
}

record! {
    /// A request for a review, and what was sent with it.
    ReviewRequest: ReviewRequest {
        name: String = "Reviewer", "Who is asked?" .expected();
        role: String = "Role", "In which role?" .expected();
        covers: Vec<String> = "Covers", "Which documents or sections are to be signed, one per line? All if none.";
        sent: Option<Date> = "Sent", "When was it sent?";
        due: Option<Date> = "Due", "By when is an answer needed?";
        message: String = "Message", "What should the reviewer look at?" .prose();
        digest: String = "Digest", "What was sent, as SHA-256?";
        parts: Vec<String> = "Digests of sections", "What was each section that was sent, as SHA-256, one per line?";
        copy: Vec<String> = "Digests of the copy", "What was each section of the copy that was sent, as SHA-256, one per line? None if no copy was.";
        answered: Option<Date> = "Answered", "When did the answer come?";
    }
}
