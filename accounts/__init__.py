"""People who sign in: accounts, roles × agency scope, second factor, sessions."""
