"""Who signs in: users, sign-in, passwords, the three administrators (三员).

Here: the account and everything up to the moment a person is known. What a
person may do and see is a matter of posts and lives in offices.
"""
