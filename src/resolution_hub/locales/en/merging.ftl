## Merging and splitting of cases: what the customer is told

merged-joined = Your other conversation, “{ $title }”, goes on here from now on, together with this one.
merged-moved = This goes on in your other conversation, “{ $into }”. Nothing that you wrote is lost.
merged-one-thread = We look after “{ $title }” and “{ $into }” as one from now on.
parted-itself = We go on with “{ $title }” here again.
parted-from = “{ $title }” goes on in its own conversation again.
parted-one-thread = We look after “{ $title }” by itself again.
split-begun = You wrote of this in your other conversation. We look after it here.
split-led-to = A part of what you wrote here we look after in a conversation of its own.

help-linked-open = Open that conversation
help-linked-words = What was said there
help-linked-you = You
help-linked-failed = It can’t be shown right now.

## … what the agent is told

why-split = Split off from another case
act-merged = Another case was merged into this one
act-merged_into = Merged into another case
act-merge_undone = Merge undone
act-case_split = Split: some messages became a case of their own

merging-will-join = “{ $title }” goes on in this case. The customer sees one conversation, this one, and is told so in both.
merging-will-be-one = Both stand in one conversation already. The customer is told that they are looked after as one.
merging-will-waits = The customer is in line with this case, from when they began to wait.
merging-will-is-taken = You have this case in hand then, as you have “{ $title }”.
merging-will-stays = Who has this case in hand stays as it is.
merging-will-money = No money moves. What was granted or is under way goes on, and is told here.
merging-will-undo = It can be undone, here or from the case.

merging-not-itself = A case can’t be merged into itself.
merging-not-merged-already = One of them was merged into another case already.
merging-not-other-owner = They belong to different people, or to somebody who has not signed in: one must not see what the other wrote.
merging-not-other-customer = They are about different customers.
merging-not-solved = The case that would go on is solved. Merge the other way round, or open it again first.
merging-not-colleague = A colleague has one of them in hand.
merging-not-more-open = Its conversation has another open case. Merge the two of them first.
merging-not-later-first = Something was merged after that. Undo the latest first.
merging-not-no-words = Choose at least one message of the customer’s, and nothing but messages.
merging-not-touched = Something was said or decided in it since. Merge it back instead.

desk-merging = Merge and split
desk-merging-others = { $count ->
    [one] { $count } other open case of this customer
   *[other] { $count } other open cases of this customer
}
desk-merging-none = No other open case of this customer.
desk-merging-do = Merge into this case
desk-merging-which = Choose the case that goes on here
desk-merging-title = Merge cases
desk-merging-confirm = Merge
desk-merging-leave = Leave as they are
desk-merging-done = Merged. The customer was told.
desk-merging-undone = Undone. Both cases stand by themselves again.
desk-merging-undo = Undo
desk-merging-undo-this = Undo merging “{ $title }”
desk-merging-went = This case was merged into another. It goes on there:
desk-merging-by = Merged by { $name } on { $moment }
desk-splitting-do = Split off messages
desk-splitting-title = Split off messages
desk-splitting-words = Messages about another problem
desk-splitting-topic = What they are about
desk-splitting-order = Order
desk-splitting-no-order = No particular order
desk-splitting-text = They become a case of their own, which you have in hand, in a new conversation that begins with these words. They stay where they were said; the customer is told.
desk-splitting-confirm = Split off
desk-splitting-done = Split off. This is the new case; the customer was told.
desk-splitting-undone = Undone. It goes on in the case that it came from.
desk-splitting-of = Split off by { $name } on { $moment }
desk-splitting-undo-this = Undo splitting off “{ $title }”
desk-linked-words = What was said there
desk-linked-open = Open its case
